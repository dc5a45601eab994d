package io.llmlab.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.alert.rule.Decision.Ends;
import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Finding;
import io.llmlab.alert.signal.Interval;
import io.llmlab.alert.signal.Matter;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Severity;
import io.llmlab.alert.signal.Signal.LabTroubled;
import io.llmlab.alert.signal.Signal.ModelAsked;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import io.llmlab.alert.signal.Signal.RunFailed;
import io.llmlab.alert.signal.Signal.RunSucceeded;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import io.llmlab.alert.signal.Subject;
import io.llmlab.alert.signal.Trouble;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertRuleTest {

    private static final Subject SUBJECT = new Subject(
            7, new Model(3, "gpt-x", "openai", Map.of("team", "search", "tier", "1")), "gsm8k", Map.of("tier", "2"));

    @ParameterizedTest
    @CsvSource({
        // change, confidence, higher is better, fires
        "-0.10, 0.80, true, true",
        "-0.0999, 0.99, true, false",
        "-0.50, 0.7999, true, false",
        "+0.50, 0.99, true, false",
        "+0.50, 0.99, false, true",
        "-0.50, 0.99, false, false",
        "-0.50, 0.99, , false",
    })
    void firesOnAChangeForTheWorseThatIsLargeAndSure(
            double change, double confidence, @Nullable Boolean higherIsBetter, boolean fires) {
        var rule = regressionRule(Map.of("change_percent_threshold", 0.1, "confidence_threshold", 0.8));

        var decision = rule.judge(found(finding("m", 1, 1 + change, change, confidence, higherIsBetter)));

        assertThat(decision instanceof Fires).isEqualTo(fires);
    }

    @Test
    void takesAChangeFromNothingAsLargerThanEveryThreshold() {
        var rule = regressionRule(Map.of("change_percent_threshold", 100));

        var decision = rule.judge(found(finding("error_rate", 0, 0.2, null, 1, false)));

        assertThat(breaches(decision).getFirst().title()).isEqualTo("error_rate of gpt-x on gsm8k rose");
    }

    @Test
    void countsTheMetricsOfOneRun() {
        var rule = regressionRule(Map.of("change_percent_threshold", 0.1, "metrics_affected_threshold", 2));
        var large = finding("accuracy", 0.8, 0.4, -0.5, 1, true);
        var small = finding("f1", 0.8, 0.79, -0.0125, 1, true);
        var larger = finding("latency", 100, 300, 2.0, 1, false);

        assertThat(rule.judge(found(large, small))).isInstanceOf(Passes.class);
        assertThat(breaches(rule.judge(found(large, small, larger))))
                .extracting(Breach::metricName)
                .containsExactly("latency", "accuracy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // condition; value; fires
                "severities; critical; true",
                "severities; warning, info; false",
                "severities; info, critical; true",
                "methods; auto; true",
                "methods; change_point; false",
                "metrics; overall_accuracy; true",
                "metrics; f1, latency; false",
                "datasets; gsm8k, mmlu; true",
                "datasets; mmlu; false",
                "models; gpt-x; true",
                "models; gpt; false",
            })
    void firesOnWhatItNamesOnly(String condition, String names, boolean fires) {
        var rule = regressionRule(Map.of(condition, List.of(names.split(", "))));

        var decision = rule.judge(found(finding("overall_accuracy", .8, .4, -.5, 1, true)));

        assertThat(decision instanceof Fires).isEqualTo(fires);
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, false", "false, true, true", "false, false, true"})
    void waitsForWhatIsSettledWhereItSaysSo(boolean condition, boolean settled, boolean fires) {
        var rule = regressionRule(Map.of("settled", condition));
        var finding = new Finding(
                "custom", "m", "s", "auto", Severity.WARNING, settled, 1, .8, .4, -.5, .0007, true, 3, Evidence.NONE);

        assertThat(rule.judge(found(finding)) instanceof Fires).isEqualTo(fires);
    }

    @Test
    void refusesEmptyListsOfNames() {
        assertThatThrownBy(() -> regressionRule(Map.of("metrics", List.of())))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("1 to 100 entries");
    }

    @Test
    void saysBetweenWhatTheChangeLies() {
        var rule = regressionRule(Map.of("change_percent_threshold", 0.1));
        var evidence = new Evidence(new Interval(-0.4112, 0.0284), null, null, Matter.NONE);
        var finding = new Finding(
                "custom",
                "m",
                "s",
                "auto",
                Severity.CRITICAL,
                true,
                0.9993,
                0.5625,
                0.2168,
                -0.6146,
                0.0007,
                true,
                3,
                evidence);

        var breach = breaches(rule.judge(found(finding))).getFirst();

        assertThat(breach.text())
                .isEqualTo(
                        "m fell from 0.563 to 0.217 (-61.5 %, 95 % sure between -0.411 and +0.0284, p = 0.0007, n = 3)");
        assertThat(breach.evidence()).isEqualTo(evidence);
    }

    @Test
    void keepsTheNumbersOfABreach() {
        var rule = regressionRule(Map.of("change_percent_threshold", 0.1));

        var breach = breaches(rule.judge(found(finding("overall_accuracy", 0.5625, 0.2168, -0.6146, 0.9993, true))))
                .getFirst();

        assertThat(breach.baselineValue()).isEqualTo(0.5625);
        assertThat(breach.triggerValue()).isEqualTo(0.2168);
        assertThat(breach.thresholdValue()).isEqualTo(0.1);
        assertThat(breach.title()).isEqualTo("overall_accuracy of gpt-x on gsm8k fell by 61.5 %");
        assertThat(breach.text()).isEqualTo("overall_accuracy fell from 0.563 to 0.217 (-61.5 %, p = 0.0007, n = 3)");
    }

    @ParameterizedTest
    @CsvSource({"5, 100, false", "6, 100, true", "0, 0, false", "100, 100, true"})
    void firesAboveTheErrorRateOnly(long errors, long samples, boolean fires) {
        var rule = rule(AlertType.HIGH_ERROR_RATE, Map.of("error_rate_threshold", 0.05), List.of());

        assertThat(rule.judge(new SamplesFailed(SUBJECT, errors, samples, true)) instanceof Fires)
                .isEqualTo(fires);
    }

    @ParameterizedTest
    @CsvSource({
        // lost, of how many, whether it is the newest run
        "0, 100, true, All 100 samples of run 7 were answered",
        "5, 100, true, 5.0 % of the samples of run 7 failed",
        "5, 100, false, ",
        "0, 0, true, ",
    })
    void endsWithTheNewestRunThatLostFewSamples(long errors, long samples, boolean newest, @Nullable String reason) {
        var rule = rule(AlertType.HIGH_ERROR_RATE, Map.of("error_rate_threshold", 0.05), List.of());

        var decision = rule.judge(new SamplesFailed(SUBJECT, errors, samples, newest));

        if (reason == null) {
            assertThat(decision).isInstanceOf(Passes.class);
        } else {
            assertThat(decision).isEqualTo(new Ends("error_rate", "error_rate", reason));
        }
    }

    @Test
    void endsWithARunThatGotToItsEnd() {
        assertThat(rule(AlertType.BENCHMARK_FAILURE, Map.of("consecutive_failures", 3), List.of())
                        .judge(new RunSucceeded(SUBJECT)))
                .isEqualTo(new Ends(null, null, "Run 7 got to its end"));
    }

    @Test
    void firesOnAFailedRunAndShortensItsReason() {
        var rule = rule(AlertType.BENCHMARK_FAILURE, Map.of(), List.of());

        var breach =
                breaches(rule.judge(new RunFailed(SUBJECT, "x".repeat(5_000)))).getFirst();

        assertThat(breach.title()).isEqualTo("Run 7 of gpt-x on gsm8k failed");
        assertThat(breach.text()).hasSizeLessThan(400).startsWith("Run 7 failed: xxx");
        assertThat(breaches(rule.judge(new RunFailed(SUBJECT, null))).getFirst().text())
                .isEqualTo("Run 7 failed: the runner gave no reason");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, true", "2, 1, false", "2, 2, true", "3, 2, false", "3, 20, true", ", 1, true"})
    void waitsForSoManyFailuresInARow(@Nullable Integer needed, int inARow, boolean fires) {
        var conditions =
                needed == null ? Map.<String, Object>of() : Map.<String, Object>of("consecutive_failures", needed);
        var rule = rule(AlertType.BENCHMARK_FAILURE, conditions, List.of());

        assertThat(rule.judge(new RunFailed(SUBJECT, null, inARow)) instanceof Fires)
                .isEqualTo(fires);
    }

    @Test
    void saysHowManyRunsInARowFailed() {
        var rule = rule(AlertType.BENCHMARK_FAILURE, Map.of("consecutive_failures", 2), List.of());

        var breach = breaches(rule.judge(new RunFailed(SUBJECT, "no route", 3))).getFirst();

        assertThat(breach.title()).isEqualTo("3 runs of gpt-x on gsm8k in a row failed");
        assertThat(breach.text()).isEqualTo("Run 7 failed: no route (3 in a row)");
        assertThat(breach.triggerValue()).isEqualTo(3);
        assertThat(breach.thresholdValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0, Ends", "1, Passes", "2, Fires", "20, Fires"})
    void waitsForSoManyRunsThatMissedTheModel(int missed, String decision) {
        var rule = rule(AlertType.MODEL_UNAVAILABLE, Map.of("consecutive_runs", 2), List.of());

        assertThat(rule.judge(new ModelAsked(SUBJECT, missed, 100, null))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(decision);
    }

    @Test
    void saysThatAModelCannotBeReached() {
        var rule = rule(AlertType.MODEL_UNAVAILABLE, Map.of(), List.of());

        var once = breaches(rule.judge(new ModelAsked(SUBJECT, 1, 100, "Connection refused")))
                .getFirst();
        var again = breaches(rule.judge(new ModelAsked(SUBJECT, 3, 100, null))).getFirst();

        assertThat(once.title()).isEqualTo("gpt-x cannot be reached");
        assertThat(once.text())
                .isEqualTo("Not one of the 100 samples of run 7 on gsm8k was answered: Connection refused");
        assertThat(again.text())
                .isEqualTo("Not one of the 100 samples of run 7 on gsm8k was answered, as in 3 runs in a row");
    }

    @Test
    void refusesADatasetWhereARuleIsAboutAModelOnAll() {
        var matchers = List.of(new Matcher("dataset", "gsm8k", false));

        assertThatThrownBy(() -> rule(AlertType.MODEL_UNAVAILABLE, Map.of(), matchers))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("model_unavailable is about a model on all data sets");
    }

    @ParameterizedTest
    @CsvSource({
        // percentile, metric, change, fires
        ", p95_latency_ms, 0.5, true",
        ", p95_latency_ms, 0.49, false",
        ", avg_latency_ms, 2.0, false",
        "p95, p95_latency_ms, 0.2, false",
        "avg, avg_latency_ms, 0.5, true",
        "p50, p50_latency_ms, 0.5, true",
        "p99, p99_latency_ms, 0.5, true",
        "p95, p95_latency_ms, -0.6, false",
    })
    void firesOnALatencyThatRoseFarEnough(@Nullable String percentile, String metric, double change, boolean fires) {
        var conditions =
                percentile == null ? Map.<String, Object>of() : Map.<String, Object>of("percentile", percentile);
        var rule = rule(AlertType.LATENCY_SPIKE, conditions, List.of());

        assertThat(rule.judge(found(latency(metric, 100, 100 * (1 + change), change))) instanceof Fires)
                .isEqualTo(fires);
    }

    @Test
    void firesOnAnUnsettledLatencyAndSaysTheRise() {
        var rule = rule(AlertType.LATENCY_SPIKE, Map.of("latency_increase_threshold", 0.2), List.of());

        var breach = breaches(rule.judge(found(latency("p95_latency_ms", 1_000, 1_600, 0.6))))
                .getFirst();

        assertThat(breach.title()).isEqualTo("p95_latency_ms of gpt-x on gsm8k rose by 60.0 %");
        assertThat(breach.thresholdValue()).isEqualTo(0.2);
    }

    @Test
    void namesThePercentilesThatThereAre() {
        assertThatThrownBy(() -> rule(AlertType.LATENCY_SPIKE, Map.of("percentile", "p42"), List.of()))
                .isInstanceOf(Invalid.class)
                .hasMessage("/conditions/percentile: 'p42' is not one of avg, p50, p90, p95, p99");
    }

    @ParameterizedTest
    @CsvSource({
        "model, gpt-x, false, true",
        "model, gpt, false, false",
        "model, gpt, true, false",
        "model, gpt-.*, true, true",
        "dataset, gsm8k|mmlu, true, true",
        "dataset, GSM8K, false, false",
        "metric, overall_accuracy, false, true",
        "metric, .*latency.*, true, false",
        "labels.team, search, false, true",
        "labels.tier, 2, false, true",
        "labels.nobody, x, false, false",
    })
    void asksOnlyWhatItMatches(String name, String value, boolean isRegex, boolean fires) {
        var rule = rule(AlertType.PERFORMANCE_REGRESSION, Map.of(), List.of(new Matcher(name, value, isRegex)));

        assertThat(rule.judge(found(finding("overall_accuracy", 1, 0.5, -0.5, 1, true))) instanceof Fires)
                .isEqualTo(fires);
    }

    @Test
    void leavesOutTheFindingsThatAMetricMatcherDoesNotMatch() {
        var rule = rule(AlertType.PERFORMANCE_REGRESSION, Map.of(), List.of(new Matcher("metric", "accuracy", false)));

        var decision =
                rule.judge(found(finding("accuracy", 1, 0.5, -0.5, 1, true), finding("latency", 1, 9, 8.0, 1, false)));

        assertThat(breaches(decision)).extracting(Breach::metricName).containsExactly("accuracy");
    }

    @Test
    void endsARegularExpressionThatWouldRunForEver() {
        var rule = rule(AlertType.BENCHMARK_FAILURE, Map.of(), List.of(new Matcher("dataset", "(a+)+b", true)));
        var subject = new Subject(1, SUBJECT.model(), "a".repeat(200), Map.of());

        assertThat(rule.judge(new RunFailed(subject, null))).isInstanceOf(Passes.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour", "labels.", "Model"})
    void rejectsAMatcherOfAnUnknownName(String name) {
        assertThatThrownBy(() -> new Matcher(name, "x", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model, dataset, metric or labels.<key>");
    }

    @Test
    void rejectsABrokenRegularExpression() {
        for (var pattern : List.of("(", "(?!gpt).*", "(a)\\1", "(?:a{50}){50}")) {
            var matchers = List.of(new Matcher("model", "x", false), new Matcher("model", pattern, true));

            assertThatThrownBy(() -> rule(AlertType.BENCHMARK_FAILURE, Map.of(), matchers))
                    .isInstanceOf(Invalid.class)
                    .hasMessageStartingWith("/matchers/1: the value ");
        }
        assertThat(new Matcher("model", "(", false).describe()).isEqualTo("model='('");
    }

    @Test
    void namesTheConditionsThatAreKnown() {
        assertThatThrownBy(() -> regressionRule(Map.of("change", 0.1)))
                .isInstanceOf(Invalid.class)
                .hasMessage(
                        "/conditions/change: is not known here; known are change_percent_threshold, confidence_threshold, datasets, methods, metrics, metrics_affected_threshold, models, settled, severities");
    }

    @ParameterizedTest
    @CsvSource({
        "change_percent_threshold, -0.1",
        "confidence_threshold, 1.1",
        "metrics_affected_threshold, 0",
    })
    void rejectsAConditionOutOfItsRange(String name, double value) {
        Number number = name.startsWith("metrics") ? (Number) (int) value : (Number) value;

        assertThatThrownBy(() -> regressionRule(Map.of(name, number)))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/conditions/" + name + ": must be ");
    }

    @Test
    void rejectsAConditionOfAnotherType() {
        assertThatThrownBy(() -> regressionRule(Map.of("confidence_threshold", "high")))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("/conditions/confidence_threshold");
        assertThatThrownBy(() -> rule(AlertType.BENCHMARK_FAILURE, Map.of("error_rate_threshold", 0.1), List.of()))
                .isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        ", MISSED_FIRING, true",
        "missed_firing, MISSED_FIRING, true",
        "missed_firing, SILENCE, false",
        "silence, SILENCE, true",
        "dead_letters, DEAD_LETTERS, true",
    })
    void firesOnTheTroublesThatItNames(@Nullable String named, Trouble trouble, boolean fires) {
        var conditions = named == null ? Map.<String, Object>of() : Map.<String, Object>of("troubles", List.of(named));
        var rule = rule(AlertType.SYSTEM_ERROR, conditions, List.of());

        assertThat(rule.judge(new LabTroubled(SUBJECT, trouble, "job", "nightly", "t", "x")) instanceof Fires)
                .isEqualTo(fires);
    }

    @ParameterizedTest
    @CsvSource({
        "PERFORMANCE_REGRESSION, change_percent_threshold",
        "BENCHMARK_FAILURE, consecutive_failures",
        "MODEL_UNAVAILABLE, consecutive_runs",
        "HIGH_ERROR_RATE, error_rate_threshold",
        "COST_ANOMALY, budget_per_day",
        "LATENCY_SPIKE, latency_increase_threshold",
        "SYSTEM_ERROR, troubles",
    })
    void namesTheConditionsOfEachType(AlertType type, String one) {
        assertThatThrownBy(() -> rule(type, Map.of("colour", 1), List.of()))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/conditions/colour: is not known here; known are ")
                .hasMessageContaining(one);
    }

    @ParameterizedTest
    @CsvSource({
        "BENCHMARK_FAILURE, consecutive_failures, 0",
        "BENCHMARK_FAILURE, consecutive_failures, 21",
        "MODEL_UNAVAILABLE, consecutive_runs, 0",
    })
    void refusesToCountWhatIsNotKept(AlertType type, String condition, int runs) {
        assertThatThrownBy(() -> rule(type, Map.of(condition, runs), List.of()))
                .isInstanceOf(Invalid.class)
                .hasMessage("/conditions/%s: must be 1 to 20, not %d".formatted(condition, runs));
    }

    private static AlertRule regressionRule(Map<String, Object> conditions) {
        return rule(AlertType.PERFORMANCE_REGRESSION, conditions, List.of());
    }

    private static AlertRule rule(AlertType type, Map<String, Object> conditions, List<Matcher> matchers) {
        return AlertRule.of(
                new AlertRuleRequest(
                        "r",
                        null,
                        null,
                        type,
                        Severity.WARNING,
                        true,
                        conditions,
                        matchers,
                        List.of(),
                        60,
                        null,
                        null,
                        1440,
                        null,
                        null,
                        List.of(),
                        0,
                        0,
                        Map.of()),
                Instant.EPOCH);
    }

    private static RegressionsFound found(Finding... findings) {
        return new RegressionsFound(SUBJECT, List.of(findings));
    }

    private static Finding finding(
            String name,
            double baseline,
            double current,
            @Nullable Double change,
            double confidence,
            @Nullable Boolean higherIsBetter) {
        return new Finding(
                "custom",
                name,
                "s",
                "auto",
                Severity.CRITICAL,
                true,
                confidence,
                baseline,
                current,
                change,
                0.0007,
                higherIsBetter,
                3,
                Evidence.NONE);
    }

    private static Finding latency(String metric, double baseline, double current, double change) {
        return new Finding(
                "latency",
                metric,
                "s",
                "auto",
                Severity.WARNING,
                false,
                0.9,
                baseline,
                current,
                change,
                0.0007,
                false,
                3,
                Evidence.NONE);
    }

    private static List<Breach> breaches(Decision decision) {
        return ((Fires) decision).breaches();
    }
}
