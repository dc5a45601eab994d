package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The README's first run does what the README says, as printed.
@ExtendWith(SuiteExtension.class)
class FirstRunTest {

    private static final Pattern STEP =
            Pattern.compile("<!-- first-run: (\\d) -->\\n```bash\\n(.*?)```", Pattern.DOTALL);

    private final Suite suite;

    @TempDir
    Path folder;

    FirstRunTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    void worksAsPrinted() throws Exception {
        var steps = steps();
        assertThat(steps).hasSize(4);

        assertThat(JsonPath.from(shell(steps.get(0))).getMap("")).containsKey("total_active_models");
        shell(steps.get(1));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> myAlerts(steps.get(2)).size() == 1);
        assertThat(myAlerts(steps.get(2)).getFirst())
                .containsEntry("metric_name", "overall_accuracy")
                .containsEntry("dataset_name", "my-eval");
        assertThat(shell(steps.get(3))).contains("\"item_count\":2").contains("\"name\":\"gpt-x\"");
    }

    private List<Map<String, Object>> myAlerts(String step) throws Exception {
        return JsonPath.from(shell(step)).getList("findAll { it.dataset_name == 'my-eval' }");
    }

    private List<String> steps() throws IOException {
        var readme = Files.readString(suite.root().resolve("README.md"));
        return STEP.matcher(readme).results().map(step -> step.group(2)).toList();
    }

    private String shell(String commands) throws IOException, InterruptedException {
        var script = "set -eu\n" + commands.replace("http://127.0.0.1:8000", suite.url());
        var process = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
