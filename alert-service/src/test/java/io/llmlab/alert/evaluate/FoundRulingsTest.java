package io.llmlab.alert.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.rule.Rules;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Finding;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Severity;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import io.llmlab.alert.signal.Subject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A latency that rose is told once, whichever rules watch it.
class FoundRulingsTest {

    private static final Finding ACCURACY = finding("accuracy", "overall_accuracy", true, 0.8, 0.4);
    private static final Finding AVERAGE = finding("latency", "avg_latency_ms", false, 100, 200);
    private static final Finding SLOWEST = finding("latency", "p95_latency_ms", false, 100, 200);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // severity of the rule on latencies; of the one on findings; what each fires on
                "WARNING; WARNING; found=overall_accuracy, latency=p95_latency_ms",
                "CRITICAL; WARNING; found=overall_accuracy, latency=p95_latency_ms",
                "WARNING; CRITICAL; found=avg_latency_ms overall_accuracy p95_latency_ms, latency=",
            })
    void letsTheMostSevereRuleTakeAllLatencies(Severity ofLatency, Severity ofFindings, String fires) {
        var rules = List.of(
                Rules.of("found", AlertType.PERFORMANCE_REGRESSION, ofFindings, Map.of()),
                Rules.of("latency", AlertType.LATENCY_SPIKE, ofLatency, Map.of()));

        assertThat(firing(rules, ACCURACY, AVERAGE, SLOWEST)).isEqualTo(fires);
    }

    @Test
    void leavesLatenciesToOtherRulesWhereTheRuleAboutThemDoesNotFire() {
        var rules = List.of(
                Rules.of("found", AlertType.PERFORMANCE_REGRESSION, Severity.WARNING, Map.of()),
                Rules.of("latency", AlertType.LATENCY_SPIKE, Severity.WARNING, Map.of()));

        assertThat(firing(rules, AVERAGE)).isEqualTo("found=avg_latency_ms, latency=");
    }

    @Test
    void showsThemToARuleThatNamesThem() {
        Map<String, Object> named = Map.of("metrics", List.of("avg_latency_ms"));
        var rules = List.of(
                Rules.of("found", AlertType.PERFORMANCE_REGRESSION, Severity.WARNING, named),
                Rules.of("latency", AlertType.LATENCY_SPIKE, Severity.WARNING, Map.of()));

        assertThat(firing(rules, AVERAGE, SLOWEST)).isEqualTo("found=avg_latency_ms, latency=p95_latency_ms");
    }

    @Test
    void asksEveryRuleOfTheSameType() {
        var rules = List.of(
                Rules.of("first", AlertType.PERFORMANCE_REGRESSION, Severity.CRITICAL, Map.of()),
                Rules.of("second", AlertType.PERFORMANCE_REGRESSION, Severity.WARNING, Map.of()));

        assertThat(firing(rules, AVERAGE)).isEqualTo("first=avg_latency_ms, second=avg_latency_ms");
    }

    /// `rule=metrics it fires on`, by the rules' names.
    private static String firing(List<AlertRule> rules, Finding... findings) {
        var subject = new Subject(7, new Model(3, "gpt-x", "openai", Map.of()), "gsm8k", Map.of());
        var fires = new TreeMap<String, String>();
        FoundRulings.of(rules, new RegressionsFound(subject, List.of(findings)))
                .forEach(ruling -> fires.put(
                        ruling.rule().ruleId(),
                        String.join(
                                " ",
                                ruling.breaches().stream()
                                        .map(Breach::metricName)
                                        .sorted()
                                        .toList())));
        return fires.toString().replaceAll("[{}]", "");
    }

    private static Finding finding(String type, String name, boolean higherIsBetter, double baseline, double current) {
        return new Finding(
                type,
                name,
                "s",
                "auto",
                Severity.WARNING,
                true,
                1,
                baseline,
                current,
                current / baseline - 1,
                0.0007,
                higherIsBetter,
                3,
                Evidence.NONE);
    }
}
