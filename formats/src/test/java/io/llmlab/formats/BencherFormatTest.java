package io.llmlab.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BencherFormatTest {

    private static final ReadingOptions OPTIONS = ReadingOptions.defaults().withModelName("my-model");

    @TempDir
    Path folder;

    @Test
    void makesEachBenchmarkARunAndEachMeasureAMetric() throws Exception {
        var file = write("""
                {"gsm8k": {"accuracy": {"value": 0.75, "lower_value": 0.7}, "latency": {"value": 12.5}},
                 "truth": {"accuracy": {"value": 81}}}
                """);

        try (var reading = ResultFiles.read(List.of(file), OPTIONS)) {
            var batch = reading.batches().getFirst();
            assertThat(batch.format()).isEqualTo("bmf");
            assertThat(batch.runs()).extracting(run -> run.task().name()).containsExactly("gsm8k", "truth");
            assertThat(batch.runs().getFirst().metrics())
                    .containsExactly(
                            new ParsedMetric(MetricType.ACCURACY, "accuracy", 0.75, null, null, "fraction", true),
                            new ParsedMetric(MetricType.LATENCY, "latency", 12.5, null, null, null, false));
            assertThat(batch.runs().getLast().metrics().getFirst().value()).isEqualTo(0.81);
            assertThat(batch.runs().getFirst().model().name()).isEqualTo("my-model");
            assertThat(batch.runs().getFirst().time().at())
                    .isEqualTo(Files.getLastModifiedTime(file).toInstant());
            assertThat(batch.runs().getFirst().notes())
                    .singleElement()
                    .asString()
                    .contains("lower_value");
        }
    }

    @Test
    void asksForAModelWhereNoneIsGiven() throws Exception {
        var file = write("{\"gsm8k\": {\"accuracy\": {\"value\": 0.75}}}");

        assertThatThrownBy(() -> ResultFiles.read(List.of(file), ReadingOptions.defaults()))
                .isInstanceOf(UnreadableResults.class)
                .hasMessageContaining("give the model's name");
    }

    private Path write(String content) throws Exception {
        return Files.writeString(folder.resolve("results.json"), content);
    }
}
