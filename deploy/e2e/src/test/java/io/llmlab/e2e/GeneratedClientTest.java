package io.llmlab.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What openapi-generator makes of the merged document compiles and works. `src/test/resources/client/Usage.java` is
/// what somebody writes with it.
@Tag("full")
@ExtendWith(SuiteExtension.class)
class GeneratedClientTest {

    private static final Path GENERATOR = Path.of("target/generator/openapi-generator-cli.jar");
    private static final Path USAGE = Path.of("src/test/resources/client/Usage.java");

    private final Suite suite;

    @TempDir
    Path folder;

    GeneratedClientTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    void compilesAndWorks() throws Exception {
        var document = Files.write(
                folder.resolve("openapi.json"),
                RestAssured.get(suite.url() + "/openapi").asByteArray());
        generate(document);
        compile();

        var seen = use();

        assertThat(seen)
                .containsEntry("created", "generated-client")
                .containsEntry("provider", "custom")
                .containsEntry("run", "completed")
                .containsEntry("accuracy", .9)
                .containsEntry("metrics", List.of("overall_accuracy"))
                .containsEntry("missing", 404);
        assertThat(seen.get("models"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("generated-client");
        assertThat(seen.get("problem")).asString().contains("\"title\":\"Not Found\"");
        assertThat(seen.get("alerts")).isInstanceOf(Integer.class);
    }

    private void generate(Path document) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        GENERATOR.toString(),
                        "generate",
                        "--generator-name=java",
                        "--library=native",
                        "--input-spec=" + document,
                        "--output=" + folder.resolve("generated"),
                        "--invoker-package=io.llmlab.client",
                        "--api-package=io.llmlab.client.api",
                        "--model-package=io.llmlab.client.model",
                        "--additional-properties=useJakartaEe=true",
                        "--global-property=apiTests=false,modelTests=false,apiDocs=false,modelDocs=false")
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private void compile() throws IOException {
        var compiler = requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK has one");
        var messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "-classpath",
                    classPath(),
                    "-d",
                    classes().toString());
            var task = compiler.getTask(
                    messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources()));
            assertThat(task.call()).as(messages.toString()).isTrue();
        }
    }

    private List<Path> sources() throws IOException {
        Files.createDirectories(classes());
        try (var generated = Files.walk(folder.resolve("generated/src/main/java"))) {
            return Stream.concat(generated.filter(file -> file.toString().endsWith(".java")), Stream.of(USAGE))
                    .toList();
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> use() throws Exception {
        try (var loader = new URLClassLoader(
                new URL[] {classes().toUri().toURL()}, getClass().getClassLoader())) {
            var usage = (Function<String, Map<String, Object>>)
                    loader.loadClass("Usage").getDeclaredConstructor().newInstance();
            return usage.apply(suite.url());
        }
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    /// The test's own; the build's runner keeps it apart from the one of the process.
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
