package io.llmlab.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Small files as each harness writes them, written by hand; the numbers follow from them by hand, too.
class OwnFilesTest {

    private static final double EXACT = 1e-12;

    @Test
    void readsEachFilterOfATaskWithItsSamples() {
        try (var reading = read("lm-eval-0.4")) {
            var runs = runs(reading);
            assertThat(reading.rejected()).isEmpty();
            assertThat(runs).extracting(run -> run.task().name()).containsExactly("sums", "sums", "colours");
            var strict = runs.getFirst();
            assertThat(strict.metrics())
                    .containsExactly(new ParsedMetric(
                            MetricType.ACCURACY, "exact_match", 0.5, 0.28867513459481287, 4L, "fraction", true));
            assertThat(strict.notes()).singleElement().asString().contains("loss,strict", "no finite number");
            assertThat(strict.scoreMetric()).isEqualTo("exact_match");
            assertThat(samples(strict))
                    .extracting(ParsedSample::id)
                    .containsExactly("hash-0", "hash-1", "hash-2", "hash-3");
            assertThat(samples(strict)).extracting(ParsedSample::score).containsExactly(1.0, 0.0, 1.0, 0.0);
            assertThat(samples(strict)).extracting(ParsedSample::answer).containsExactly("1", "1", "3", "[invalid]");
            assertThat(samples(strict)).extracting(ParsedSample::unparsed).containsExactly(null, null, null, true);
            assertThat(samples(strict)).extracting(ParsedSample::prompt).startsWith("Q: 0+1", "Q: 1+1");
            assertThat(samples(runs.get(1))).extracting(ParsedSample::score).containsExactly(1.0, 1.0, 1.0, 0.0);
            assertThat(metric(runs.get(1), "exact_match").value()).isEqualTo(0.75);
        }
    }

    @Test
    void readsWhatARunOfLmEvalWasMadeWith() {
        try (var reading = read("lm-eval-0.4")) {
            var run = runs(reading).getFirst();
            assertThat(run.model()).isEqualTo(new ParsedModel("acme/tiny", "local", "step7"));
            assertThat(run.time())
                    .isEqualTo(new RunTime(
                            Instant.parse("2026-03-01T10:00:00.500Z"),
                            RunTime.Source.CONTENT,
                            Duration.ofMillis(60_250)));
            assertThat(run.labels()).containsExactly(Map.entry("checkpoint", "step7"));
            assertThat(run.fingerprint())
                    .containsEntry("num_fewshot", 5L)
                    .containsEntry("filter", "strict")
                    .containsEntry("harness_version", "0.4");
            assertThat(run.config().toString()).contains("dtype").doesNotContain("hidden");
        }
    }

    @Test
    void answersAChoiceWithTheLikeliestOption() {
        try (var reading = read("lm-eval-0.4")) {
            var colours = runs(reading).getLast();
            assertThat(samples(colours)).extracting(ParsedSample::answer).containsExactly("1", "0");
            assertThat(samples(colours)).extracting(ParsedSample::target).containsExactly("1", "2");
            assertThat(metric(colours, "acc").stdError()).isNull();
        }
    }

    @Test
    void makesFilesOfTheOldHarnessASeriesInTheOrderOfTheirSteps() {
        try (var reading = read("lm-eval-0.3")) {
            var runs = runs(reading);
            assertThat(runs)
                    .extracting(run -> run.labels().get("checkpoint"))
                    .containsExactly("step1", "step2", "step10");
            assertThat(runs).extracting(run -> metric(run, "acc").value()).containsExactly(0.125, 0.25, 0.5);
            assertThat(runs)
                    .extracting(run -> metric(run, "ppl").higherIsBetter())
                    .containsOnly(false);
            assertThat(runs)
                    .extracting(ParsedRun::fingerprint)
                    .containsOnly(runs.getFirst().fingerprint());
            assertThat(Duration.between(
                            runs.getFirst().time().at(), runs.getLast().time().at()))
                    .isEqualTo(Duration.ofMinutes(2));
        }
    }

    @Test
    void tellsAFailedAssertionOfPromptfooFromAFailedCall() {
        try (var reading = read("promptfoo/results.json")) {
            var run = runs(reading).getFirst();
            assertThat(run.model().name()).isEqualTo("openai:gpt-x");
            assertThat(run.time().at()).isEqualTo(Instant.parse("2026-04-22T15:48:05.250Z"));
            assertThat(run.time().duration()).isEqualTo(Duration.ofMillis(1500));
            assertThat(metric(run, "pass_rate").value()).isEqualTo(2 / 3.0, within(EXACT));
            assertThat(metric(run, "pass_rate").sampleCount()).isEqualTo(3);
            assertThat(metric(run, "error_rate").value()).isEqualTo(0.25);
            assertThat(metric(run, "tokens").value()).isEqualTo(36);
            assertThat(metric(run, "cost").value()).isEqualTo(1);
            assertThat(samples(run)).extracting(ParsedSample::score).containsExactly(0.0, 1.0, null, 1.0);
            assertThat(samples(run))
                    .extracting(ParsedSample::error)
                    .containsExactly(null, null, "429 Too Many Requests", null);
            assertThat(samples(run))
                    .extracting(sample -> sample.id().substring(0, 2))
                    .containsExactly("2-", "0-", "3-", "1-");
        }
    }

    @Test
    void makesTheEpochsOfAnInspectSampleACluster() {
        try (var reading = read("inspect/epochs.json")) {
            var run = runs(reading).getFirst();
            assertThat(run.model()).isEqualTo(new ParsedModel("openai/gpt-x", "openai", "gpt-x-2026-01-01"));
            assertThat(metric(run, "accuracy"))
                    .isEqualTo(new ParsedMetric(MetricType.ACCURACY, "accuracy", 0.75, 0.25, 2L, "fraction", true));
            assertThat(metric(run, "tokens").value()).isEqualTo(48);
            assertThat(metric(run, "latency").value()).isEqualTo(500);
            assertThat(run.scoreMetric()).isEqualTo("accuracy");
            assertThat(run.time().at()).isEqualTo(Instant.parse("2026-02-03T04:05:07Z"));
            assertThat(samples(run)).extracting(ParsedSample::id).containsExactly("one", "two", "one@2", "two@2");
            assertThat(samples(run)).extracting(ParsedSample::cluster).containsExactly("one", "two", "one", "two");
            assertThat(samples(run)).extracting(ParsedSample::score).containsExactly(1.0, 0.0, 1.0, 1.0);
        }
    }

    @Test
    void readsTheFinalReportOfOpenAiEvals() {
        try (var reading = read("openai-evals/reported.jsonl")) {
            var run = runs(reading).getFirst();
            assertThat(run.task().name()).isEqualTo("sums.dev");
            assertThat(run.task().version()).isEqualTo("v0");
            assertThat(run.time().at()).isEqualTo(Instant.parse("2026-01-02T03:04:05.000600Z"));
            assertThat(metric(run, "accuracy").value()).isEqualTo(0.625);
            assertThat(metric(run, "accuracy").stdError()).isEqualTo(0.125);
            assertThat(metric(run, "error_rate").value()).isEqualTo(0.25);
            assertThat(samples(run)).extracting(ParsedSample::score).containsExactly(0.0, 1.0, null, 1.0);
            assertThat(samples(run)).extracting(ParsedSample::prompt).startsWith("2+1", "1+1");
            assertThat(samples(run).get(2).error()).isEqualTo("slow down");
        }
    }

    @Test
    void computesTheAccuracyOfARecordThatWasKilled() {
        try (var reading = read("openai-evals/killed.jsonl")) {
            var run = runs(reading).getFirst();
            assertThat(metric(run, "accuracy").value()).isEqualTo(2 / 3.0, within(EXACT));
            assertThat(metric(run, "accuracy").sampleCount()).isEqualTo(3);
            assertThat(run.scoreMetric()).isEqualTo("accuracy");
            assertThat(run.notes()).singleElement().asString().contains("no final_report");
        }
    }

    @Test
    void namesTheMetricThatGradedSamplesScore() {
        try (var reading = read("openai-evals/graded.jsonl")) {
            var run = runs(reading).getFirst();
            assertThat(run.scoreMetric()).isEqualTo("score");
            assertThat(metric(run, "counts/A").value()).isEqualTo(2);
            assertThat(metric(run, "score").value()).isEqualTo(0.5);
            assertThat(run.metrics()).extracting(ParsedMetric::name).doesNotContain("accuracy");
        }
    }

    @Test
    void readsBencherMetricFormat() {
        try (var reading = ResultFiles.read(
                List.of(own("bmf/results.json")), ReadingOptions.defaults().withModelName("m"))) {
            var runs = runs(reading);
            assertThat(runs).extracting(run -> run.task().name()).containsExactly("gsm8k", "truth");
            assertThat(metric(runs.getFirst(), "latency").value()).isEqualTo(12.5);
            assertThat(metric(runs.getLast(), "accuracy").value()).isEqualTo(0.81);
        }
    }

    private static Reading read(String name) {
        return ResultFiles.read(List.of(own(name)), ReadingOptions.defaults());
    }

    private static Path own(String name) {
        try {
            return Path.of(Objects.requireNonNull(OwnFilesTest.class.getResource("/" + name))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<ParsedRun> runs(Reading reading) {
        return reading.batches().stream()
                .flatMap(batch -> batch.runs().stream())
                .toList();
    }

    private static ParsedMetric metric(ParsedRun run, String name) {
        return run.metrics().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<ParsedSample> samples(ParsedRun run) {
        var samples = new ArrayList<ParsedSample>();
        run.samples().forEach(samples::add);
        return samples;
    }
}
