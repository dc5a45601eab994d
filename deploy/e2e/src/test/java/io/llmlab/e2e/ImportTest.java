package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.load.LoadMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A folder of results goes in by `./lab import`, once, and nobody is woken by it.
@ExtendWith(SuiteExtension.class)
class ImportTest {

    private static final int RUNS = 200;
    private static final int DROP = 100;

    private final Suite suite;
    private final String model = "imported-" + UUID.randomUUID();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    ImportTest(Suite suite) {
        this.suite = suite;
    }

    /// Half a year that ends now, with a drop in the middle.
    @Test
    void takesInHalfAYearWithoutAnAlarm() throws Exception {
        var now = Instant.now();
        for (var run = 0; run < RUNS; run++) {
            var accuracy = (run < DROP ? 0.9 : 0.6) + run % 3 * 0.005 + run * 1e-6;
            write("run-%d.json".formatted(run), accuracy, now);
        }

        assertThat(load("--every", "21h")).as(printed()).isZero();
        assertThat(printed()).contains("200 runs stored, 0 were there already, 0 problems");
        assertThat(load("--every", "21h")).isZero();
        assertThat(printed()).contains("0 runs stored, 200 were there already");

        var lab = suite.lab();
        var modelId = lab.get("/models?limit=1000").getLong("find { it.name == '%s' }.id".formatted(model));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !lab.findings(modelId, "accuracy").isEmpty());
        await().atMost(Duration.ofMinutes(2)).until(() -> pointsOf(modelId) == RUNS);
        assertThat(lab.findings(modelId, "accuracy"))
                .extracting(finding -> finding.get("backfill"))
                .containsOnly(true);
        assertThat(lab.get("/alerts?active_only=false&model_id=" + modelId).getList(""))
                .isEmpty();
    }

    private int pointsOf(long modelId) {
        return suite.lab()
                .get("/regression-detection/trends/%d?days_back=365".formatted(modelId))
                .getInt("total_runs_analyzed");
    }

    private int load(String... options) throws InterruptedException {
        printed.reset();
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var words = new ArrayList<>(List.of(folder.toString(), "--model", model, "--url", suite.url()));
        words.addAll(List.of(options));
        return LoadMain.run(words, Map.of(), out, out);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void write(String name, double accuracy, Instant modified) throws IOException {
        var file = Files.writeString(
                folder.resolve(name), "{\"half-a-year\": {\"overall_accuracy\": {\"value\": %s}}}".formatted(accuracy));
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
