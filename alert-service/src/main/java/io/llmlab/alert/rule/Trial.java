package io.llmlab.alert.rule;

import io.llmlab.alert.rule.Decision.Ends;
import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.rule.RulePreviewView.Firing;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks a rule about one signal after the other and keeps what it fires on. Nothing comes of it.
final class Trial {

    private final AlertRule rule;
    private final List<Firing> firings = new ArrayList<>();
    private final Map<Series, Instant> opened = new HashMap<>();
    private final Set<Series> open = new HashSet<>();
    private int alerts;

    Trial(AlertRule rule) {
        this.rule = rule;
    }

    /// What an alert is about.
    ///
    /// @param dataset empty where it is about a model on whatever data set
    private record Series(
            long modelId,
            String dataset,
            @Nullable String metricType,
            @Nullable String metricName) {}

    /// @param past oldest first
    void ask(PastSignal past) {
        var signal = past.signal();
        switch (rule.judge(signal)) {
            case Fires fires -> fire(past.at(), signal, fires);
            case Ends ends -> open.remove(series(signal.subject(), ends.metricType(), ends.metricName()));
            case Passes _ -> {}
        }
    }

    /// Oldest first.
    List<Firing> firings() {
        return List.copyOf(firings);
    }

    /// What breaks it at once is one alert.
    int alerts() {
        return alerts;
    }

    private void fire(Instant at, Signal signal, Fires fires) {
        var opening = fires.breaches().stream()
                .map(breach -> keep(at, signal, breach))
                .toList();
        if (opening.contains(true)) {
            alerts++;
        }
    }

    private boolean keep(Instant at, Signal signal, Breach breach) {
        var subject = signal.subject();
        var series = series(subject, breach.metricType(), breach.metricName());
        var opens = !open.contains(series) && isCool(series, at);
        if (opens) {
            opened.put(series, at);
        }
        if (opens && endsByRuns(signal)) {
            open.add(series);
        }
        firings.add(new Firing(
                at,
                subject.runId(),
                subject.model().id(),
                subject.model().name(),
                subject.dataset(),
                breach.metricType(),
                breach.metricName(),
                breach.title(),
                breach.triggerValue(),
                breach.thresholdValue(),
                breach.baselineValue(),
                breach.changePercent(),
                opens));
        return opens;
    }

    private boolean isCool(Series series, Instant at) {
        var before = opened.get(series);
        return before == null || !at.isBefore(before.plus(rule.cooldown()));
    }

    /// When the series of a finding is back is not kept; each finding is told once.
    private static boolean endsByRuns(Signal signal) {
        return !(signal instanceof Signal.RegressionsFound);
    }

    private Series series(Subject subject, @Nullable String metricType, @Nullable String metricName) {
        return new Series(
                subject.model().id(), rule.alertType().isOfModel() ? "" : subject.dataset(), metricType, metricName);
    }
}
