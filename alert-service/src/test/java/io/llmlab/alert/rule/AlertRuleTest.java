package io.llmlab.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Finding;
import io.llmlab.alert.signal.Interval;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Severity;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import io.llmlab.alert.signal.Signal.RunFailed;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import io.llmlab.alert.signal.Subject;
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

    @Test
    void saysBetweenWhatTheChangeLies() {
        var rule = regressionRule(Map.of("change_percent_threshold", 0.1));
        var evidence = new Evidence(new Interval(-0.4112, 0.0284), null);
        var finding = new Finding(
                "custom", "m", "s", Severity.CRITICAL, 0.9993, 0.5625, 0.2168, -0.6146, 0.0007, true, 3, evidence);

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

        assertThat(rule.judge(new SamplesFailed(SUBJECT, errors, samples)) instanceof Fires)
                .isEqualTo(fires);
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
        assertThatThrownBy(() -> new Matcher("model", "(", true)).hasMessageContaining("no regular expression");
        assertThat(new Matcher("model", "(", false).describe()).isEqualTo("model='('");
    }

    @Test
    void namesTheConditionsThatAreKnown() {
        assertThatThrownBy(() -> regressionRule(Map.of("change", 0.1)))
                .isInstanceOf(Invalid.class)
                .hasMessage(
                        "/conditions/change: is not known here; known are change_percent_threshold, confidence_threshold, metrics_affected_threshold");
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

    @Test
    void refusesARuleThatCouldNeverFire() {
        assertThatThrownBy(() -> rule(AlertType.COST_ANOMALY, Map.of(), List.of()))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("performance_regression, benchmark_failure, high_error_rate");
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
                Severity.CRITICAL,
                confidence,
                baseline,
                current,
                change,
                0.0007,
                higherIsBetter,
                3,
                Evidence.NONE);
    }

    private static List<Breach> breaches(Decision decision) {
        return ((Fires) decision).breaches();
    }
}
