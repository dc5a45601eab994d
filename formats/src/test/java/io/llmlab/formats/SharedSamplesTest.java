package io.llmlab.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real files of the harnesses. Each number was taken from the file with jq, none from what the readers say.
class SharedSamplesTest {

    private static final double EXACT = 1e-12;

    @ParameterizedTest
    @CsvSource({
        "inspect/2024-11-05T13-31-45-05-00_input-task_8zXjbRzCWrL9GXiXo2vus9.json, inspect, 1, openai/gpt-4o-mini, input_task, accuracy, 1, 1",
        "inspect/2025-02-11T15-18-04-05-00_popularity_mj7khqpMM4GBCfVQozKgzB.eval, inspect, 1, openai/gpt-4o-mini, popularity, accuracy, 0.8, 10",
        "inspect/2025-05-12T20-28-13-04-00_no-samples.json, inspect, 1, openai/gpt-4o-mini, testtaskname, accuracy, 0.6666666666666666, 0",
        "inspect/2025-05-12T20-28-13-04-00_popularity.json, inspect, 1, openai/gpt-4o-mini, popularity, accuracy, 0.6666666666666666, 3",
        "inspect/log_formats.eval, inspect, 1, ollama/llama3.1, popularity, accuracy, 0, 1",
        "inspect/log_formats.json, inspect, 1, ollama/llama3.1, popularity, accuracy, 0, 1",
        "inspect/log_read_sample.json, inspect, 1, ollama/gemma3, popularity, accuracy, 1, 1",
        "inspect/log_tool_call_error.json, inspect, 1, ..., ..., accuracy, 1, 1",
        "inspect/mmlu-summary-choices.eval, inspect, 1, openai/gpt-4o, inspect_evals/mmlu_0_shot, accuracy, 0, 1",
        "lm-eval-0.4/v04_results_2025-06-09T18-32-58.151999.json, lm-eval, 1, meta-llama/Llama-2-7b-chat-hf, humaneval, pass@1, 0.1524390243902439, 0",
        "lm-eval-0.4/latxa-7b-v1.1_bec2016eu_5-shot.json, lm-eval, 1, /proiektuak/ilenia-scratch/models/Llama-2-7b-hf-eus-v1.1_500k/global_step10000, bec2016eu, f1, 0.5576036866359447, 0",
        "lm-eval-0.4/latxa-7b-v1.1_belebele_eus_Latn_5-shot.json, lm-eval, 1, /proiektuak/ilenia-scratch/models/Llama-2-7b-hf-eus-v1.1_500k/global_step10000, belebele_eus_Latn, acc, 0.3688888888888889, 0",
        "lm-eval-0.4/latxa-7b-v1.1_eus_exams_eu_5-shot.json, lm-eval, 30, /proiektuak/ilenia-scratch/models/Llama-2-7b-hf-eus-v1.1_500k/global_step10000, eus_exams_eu, acc, 0.34196133299414905, 0",
    })
    void readsWhatTheFileSays(
            String file, String format, int runs, String model, String task, String metric, double value, int samples) {
        try (var reading = ResultFiles.read(List.of(Shared.sample(file)), ReadingOptions.defaults())) {
            var batch = reading.batches().getFirst();
            var run = batch.runs().getFirst();
            assertThat(batch.format()).isEqualTo(format);
            assertThat(batch.runs()).hasSize(runs);
            assertThat(run.model().name()).isEqualTo(model);
            assertThat(run.task().name()).isEqualTo(task);
            assertThat(value(run, metric)).isEqualTo(value, within(EXACT));
            assertThat(samples(run)).hasSize(samples);
        }
    }

    @Test
    void readsTheSamplesBesideTheirResults() {
        try (var reading = ResultFiles.read(
                List.of(
                        Shared.sample("lm-eval-0.4/v04_humaneval_results_2025-06-09T18-36-41.285612.json"),
                        Shared.sample("lm-eval-0.4/v04_samples_humaneval_2025-06-09T18-36-41.285612.jsonl")),
                ReadingOptions.defaults())) {
            var run = reading.batches().getFirst().runs().getFirst();
            var samples = samples(run);
            assertThat(reading.rejected()).isEmpty();
            assertThat(run.scoreMetric()).isEqualTo("pass@1");
            assertThat(samples).hasSize(164);
            assertThat(samples.getFirst().id())
                    .isEqualTo("51330d8caa0784cc324cc1db95f6b0d73670802e1729865056c2469e212d40a5");
            assertThat(samples.getFirst().score()).isZero();
            // 25 of 164 are 0.1524390243902439, the run's pass@1.
            assertThat(samples.stream().filter(sample -> Double.valueOf(1).equals(sample.score())))
                    .hasSize(25);
        }
    }

    @Test
    void takesTheSameScoresUnderTwoDatesForTwoRunsAndSaysSo() {
        try (var reading = ResultFiles.read(
                List.of(
                        Shared.sample("lm-eval-0.4/v04_humaneval_results_2025-06-09T18-36-41.285612.json"),
                        Shared.sample("lm-eval-0.4/v04_results_2025-06-09T18-32-58.151999.json")),
                ReadingOptions.defaults())) {
            assertThat(reading.batches())
                    .flatExtracting(ParsedBatch::runs)
                    .extracting(ParsedRun::contentHash)
                    .doesNotHaveDuplicates()
                    .hasSize(2);
            assertThat(reading.warnings()).singleElement().asString().contains("same scores");
        }
    }

    @Test
    void makesTheCheckpointsOfAModelOneSeries() {
        try (var reading = ResultFiles.read(
                List.of(Shared.sample("lm-eval-0.3-checkpoints/pythia-70m-zero-shot")), ReadingOptions.defaults())) {
            var series = reading.batches().stream()
                    .flatMap(batch -> batch.runs().stream())
                    .filter(run -> run.task().name().equals("lambada_openai"))
                    .sorted((one, other) ->
                            one.time().at().compareTo(other.time().at()))
                    .toList();
            assertThat(series).hasSize(27);
            assertThat(series).extracting(run -> run.model().name()).containsOnly("EleutherAI/pythia-v1.1-70m");
            assertThat(series)
                    .extracting(ParsedRun::fingerprint)
                    .containsOnly(series.getFirst().fingerprint());
            assertThat(series.getFirst().labels()).containsEntry("checkpoint", "step0");
            assertThat(series.getLast().labels()).containsEntry("checkpoint", "step143000");
            assertThat(value(series.getLast(), "acc")).isEqualTo(0.185, within(0.0005));
            assertThat(series.stream()
                            .mapToDouble(run -> value(run, "acc"))
                            .max()
                            .orElseThrow())
                    .isGreaterThanOrEqualTo(0.253);
        }
    }

    @Test
    void pairsTheAnswersOfSeveralModels() {
        try (var reading = ResultFiles.read(List.of(Shared.sample("paired")), ReadingOptions.defaults())) {
            assertThat(reading.batches()).hasSize(7);
            var bec = reading.batches().stream()
                    .flatMap(batch -> batch.runs().stream())
                    .filter(run -> run.task().name().equals("basqueglue_bec_5-shot"))
                    .toList();
            assertThat(bec)
                    .extracting(run -> run.model().name())
                    .containsExactlyInAnyOrder("gpt-3.5-turbo-0125", "gpt-4-0613", "gpt-4-1106-preview");
            // gpt-4-0613: 864 of 1,302 are correct.
            assertThat(bec)
                    .anySatisfy(run -> assertThat(value(run, "accuracy")).isEqualTo(864 / 1302.0, within(EXACT)));
        }
    }

    @Test
    void refusesAnotherBenchmarksOutputWithItsReason() {
        var file = Shared.sample("bmf/jmh_latency_adapter_input.json");

        assertThatThrownBy(() -> ResultFiles.read(List.of(file), ReadingOptions.defaults()))
                .isInstanceOf(UnreadableResults.class)
                .hasMessageContaining("jmhVersion")
                .hasMessageContaining("bmf");
    }

    private static double value(ParsedRun run, String metric) {
        return run.metrics().stream()
                .filter(candidate -> candidate.name().equals(metric))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static List<ParsedSample> samples(ParsedRun run) {
        var samples = new ArrayList<ParsedSample>();
        run.samples().forEach(samples::add);
        return samples;
    }
}
