package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.chart.Project.Service;
import io.llmlab.local.dist.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The workflows say what the project says: its commands, modules, images, versions and files. They were never run
/// here: that
/// the actions do what is asked of them, that images are built and registries take them, only GitHub can show.
class WorkflowsTest {

    private static final Workflow CI = Workflow.of("ci.yaml");
    private static final Workflow RELEASE = Workflow.of("release.yaml");
    private static final List<String> MODULES =
            Stream.of(Service.values()).map(service -> service.module).toList();
    private static final String INSTALL = Project.read(Project.path("docs/install.md"));

    @Test
    void eachCommandOfTheScriptIsOneThatItKnows() {
        var known = Pattern.compile("(?m)^    ([a-z |-]+)\\) ")
                .matcher(Project.read(Project.path("lab")))
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(" \\| ")))
                .collect(Collectors.toSet());
        var used = Workflow.all()
                .flatMap(workflow -> workflow.found("\\./lab ([a-z-]+)").stream())
                .toList();

        assertThat(known).contains("up", "down", "status", "test");
        assertThat(used).contains("dist", "version").isSubsetOf(known);
    }

    @Test
    void eachSwitchOfMavenChoosesAProfileThatThereIs() {
        var poms = Stream.concat(
                        Stream.of(Project.path("pom.xml")), Project.files(Project.path("deploy"), "pom.xml").stream())
                .map(Project::read)
                .collect(Collectors.joining());

        var switches = Workflow.all()
                .flatMap(workflow -> workflow.found("-D([a-z]+)(?![\\w.=])").stream())
                .toList();
        var profiles = Workflow.all()
                .flatMap(workflow -> workflow.found(" -P(\\w+)").stream())
                .toList();

        assertThat(switches).contains("native");
        assertThat(switches)
                .allSatisfy(name -> assertThat(poms).containsPattern("<property>\\s*<name>" + name + "</name>"));
        assertThat(profiles).allSatisfy(name -> assertThat(poms).contains("<id>" + name + "</id>"));
    }

    @Test
    void eachFileThatIsNamedIsThere() {
        var files = Workflow.all()
                .flatMap(workflow ->
                        workflow.found("(?<![\\w/$])((?:deploy/|\\.ci/|\\./mvnw|\\./lab)[\\w./-]*)").stream())
                .toList();

        assertThat(files)
                .contains(".ci/run", "deploy/compose/Dockerfile", "deploy/helm/llm-lab-monitor")
                .allSatisfy(file -> assertThat(Project.path(file)).exists());
        assertThat(Stream.of(".ci/run", "lab", "mvnw").map(Project::path)).allMatch(Files::isExecutable);
    }

    @Test
    void eachServiceIsBuiltAndTestedNativelyByMandrel() {
        var job = CI.job("native");

        assertThat(texts(job.path("strategy").path("matrix").path("service"))).isEqualTo(MODULES);
        assertThat(Workflow.commands(job))
                .contains("./mvnw ", " verify ", " -Dnative ", " -Dquarkus.native.container-build=true ")
                .contains("/ubi9-quarkus-mandrel-builder-image:jdk-25 ")
                .contains(" -pl ${{ matrix.service }} -am");
    }

    @Test
    void everythingIsTestedBeforeAnythingIsPublished() {
        assertThat(RELEASE.job("tests").path("uses").asText()).isEqualTo("./.github/workflows/ci.yaml");
        assertThat(CI.tree().path("on").has("workflow_call")).isTrue();
        assertThat(texts(RELEASE.job("images").path("needs"))).contains("tests", "version");
        assertThat(texts(RELEASE.job("publish").path("needs"))).contains("images");
        assertThat(RELEASE.tree().path("on").path("push").path("tags").toString())
                .isEqualTo("[\"v*\"]");
    }

    @Test
    void imagesAreThoseOfChartAndComposeFile() {
        var environment = RELEASE.tree().path("env");
        var registry = environment.path("REGISTRY").asText();

        assertThat(registry)
                .isEqualTo(Chart.values().path("image").path("registry").asText());
        assertThat(List.of(environment.path("MODULES").asText().split(" "))).isEqualTo(MODULES);
        assertThat(MODULES)
                .allSatisfy(module -> assertThat(Project.read(Project.path("deploy/compose/compose.yaml")))
                        .contains("image: %s/%s:%s\n".formatted(registry, module, version())));
        assertThat(Workflow.commands(RELEASE.job("images")))
                .contains("--build-arg \"MODULE=$module\"", "-t \"$REGISTRY/$module:$VERSION-${{ matrix.arch }}\"");
        assertThat(Workflow.commands(RELEASE.job("publish"))).contains("-t \"$REGISTRY/$module:$VERSION\"");
        assertThat(Workflow.commands(RELEASE.job("version")))
                .contains("version: $version", "appVersion: $version", "\"v$version\"");
    }

    @Test
    void processorsAreThoseOfTheDocumentation() {
        var machines = RELEASE.job("images").path("strategy").path("matrix").path("include");
        var processors = machines.findValuesAsText("arch");

        assertThat(processors).containsExactly("amd64", "arm64").allSatisfy(processor -> {
            assertThat(INSTALL).contains("linux/" + processor);
            assertThat(Workflow.commands(RELEASE.job("publish"))).contains("$VERSION-" + processor + "\"");
        });
        // A cache of the JVM is of one processor.
        assertThat(machines.findValuesAsText("machine")).doesNotHaveDuplicates().hasSameSizeAs(processors);
    }

    @Test
    void chartAndArchiveArePublishedUnderTheirNames() {
        var publish = Workflow.commands(RELEASE.job("publish"));
        var chart = Yaml.read(Chart.FOLDER.resolve("Chart.yaml"));
        var archive = new Distribution(Path.of(""), "$VERSION", Instant.EPOCH).name() + ".tar.gz";

        assertThat(publish)
                .contains("helm push \"target/%s-$VERSION.tgz\" \"oci://$REGISTRY/charts\""
                        .formatted(chart.path("name").asText()))
                .contains("\"target/" + archive + "\" \"target/" + archive + ".sha256\"");
        assertThat(chart.path("version").asText()).isEqualTo(version());
        assertThat(INSTALL)
                .contains("oci://%s/charts/%s --version %s"
                        .formatted(
                                RELEASE.tree().path("env").path("REGISTRY").asText(),
                                chart.path("name").asText(),
                                version()));
    }

    @Test
    void nobodyMayMoreThanIsNeededAndNoSecretIsNamedButTheRunsOwn() {
        var secrets = Pattern.compile("secrets\\.(\\w+)");
        assertThat(Workflow.all()).hasSizeGreaterThan(1).allSatisfy(workflow -> {
            assertThat(workflow.tree().path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
            assertThat(secrets.matcher(workflow.text()).results().map(found -> found.group(1)))
                    .allMatch("GITHUB_TOKEN"::equals);
            assertThat(workflow.used())
                    .isNotEmpty()
                    .allMatch(action -> action.startsWith("./") || action.matches("[\\w-]+/[\\w-]+@v\\d+"));
        });
        assertThat(CI.jobs()).noneMatch(job -> job.has("permissions"));
        assertThat(Stream.of("version", "tests").map(RELEASE::job)).noneMatch(job -> job.has("permissions"));
        assertThat(RELEASE.job("images").path("permissions").toString())
                .isEqualTo("{\"contents\":\"read\",\"packages\":\"write\"}");
    }

    private static List<String> texts(JsonNode array) {
        return Workflow.list(array).stream().map(JsonNode::asText).toList();
    }

    private static String version() {
        return Yaml.read(Chart.FOLDER.resolve("Chart.yaml")).path("appVersion").asText();
    }
}
