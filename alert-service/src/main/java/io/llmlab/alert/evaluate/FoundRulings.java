package io.llmlab.alert.evaluate;

import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Finding;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the rules of both types that watch findings say to those of one run.
///
/// When a model answers more slowly, its average, its median and its slowest answers all move. The most severe rule
/// that fires on latencies takes all of them; of the same severity, the one that is about latencies. Rules of the other
/// type do not see them any more, unless they name metrics themselves.
final class FoundRulings {

    private FoundRulings() {}

    /// @param rules of `latency_spike` and `performance_regression`
    static List<Ruling> of(List<AlertRule> rules, RegressionsFound found) {
        var rulings = new ArrayList<Ruling>();
        rules.stream()
                .sorted(Comparator.comparing(AlertRule::severity).thenComparing(rule -> !isAboutLatency(rule)))
                .map(rule -> Ruling.of(rule, leftFor(rule, found, rulings)))
                .forEach(rulings::add);
        return List.copyOf(rulings);
    }

    private static RegressionsFound leftFor(AlertRule rule, RegressionsFound found, List<Ruling> before) {
        var taken = before.stream()
                .filter(ruling -> ruling.rule().alertType() != rule.alertType())
                .anyMatch(ruling -> takesLatencies(ruling, found));
        return taken && !rule.namesMetrics()
                ? new RegressionsFound(
                        found.subject(),
                        found.findings().stream()
                                .filter(finding -> !finding.isLatency())
                                .toList())
                : found;
    }

    private static boolean takesLatencies(Ruling ruling, RegressionsFound found) {
        return ruling.breaches().stream().anyMatch(breach -> latencies(found).contains(breach.metricName()));
    }

    private static Set<String> latencies(RegressionsFound found) {
        return found.findings().stream()
                .filter(Finding::isLatency)
                .map(Finding::metricName)
                .collect(Collectors.toSet());
    }

    private static boolean isAboutLatency(AlertRule rule) {
        return rule.alertType() == AlertType.LATENCY_SPIKE;
    }
}
