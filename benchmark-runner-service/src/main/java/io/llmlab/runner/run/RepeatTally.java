package io.llmlab.runner.run;

import io.llmlab.runner.score.PassAtK;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What several answers to the same items say together: pass@k, and how much the score of one item varies.
public final class RepeatTally {

    private final Map<String, List<SampleResult>> byItem;

    private RepeatTally(Map<String, List<SampleResult>> byItem) {
        this.byItem = byItem;
    }

    public static RepeatTally of(Collection<SampleResult> samples) {
        var byItem = new LinkedHashMap<String, List<SampleResult>>();
        for (var sample : samples) {
            if (sample.details().epoch() != null) {
                byItem.computeIfAbsent(sample.itemKey(), _ -> new ArrayList<>()).add(sample);
            }
        }
        return new RepeatTally(byItem);
    }

    /// One entry for each item, in order: what was asked several times with the mean of its scores. Others stay as
    /// they are.
    public static List<SampleResult> merged(List<SampleResult> samples) {
        var byItem = of(samples).byItem;
        return byItem.isEmpty()
                ? samples
                : byItem.values().stream().map(RepeatTally::mean).toList();
    }

    private static SampleResult mean(Collection<SampleResult> answers) {
        var first = answers.iterator().next();
        var mean = scores(answers).stream().mapToDouble(Double::doubleValue).average();
        return new SampleResult(
                first.itemKey(),
                mean.isPresent() ? mean.getAsDouble() : null,
                null,
                null,
                null,
                null,
                mean.isEmpty(),
                first.cluster());
    }

    /// An item of which fewer than k answers came says nothing of pass@k.
    ///
    /// @param passAt each k
    public List<NewMetric> metrics(List<Integer> passAt) {
        var metrics = new ArrayList<NewMetric>();
        var scores = byItem.values().stream().map(RepeatTally::scores).toList();
        for (var k : passAt) {
            var passes = scores.stream()
                    .filter(one -> one.size() >= k)
                    .mapToDouble(one -> PassAtK.of(one.size(), right(one), k))
                    .toArray();
            addMean(metrics, MetricType.ACCURACY, "pass@" + k, passes);
        }
        var variances = scores.stream()
                .filter(one -> one.size() > 1)
                .mapToDouble(RepeatTally::variance)
                .toArray();
        addMean(metrics, MetricType.CUSTOM, "item_variance", variances);
        return metrics;
    }

    private static List<Double> scores(Collection<SampleResult> answers) {
        return answers.stream()
                .map(SampleResult::score)
                .filter(Objects::nonNull)
                .toList();
    }

    private static int right(List<Double> scores) {
        return (int) scores.stream().filter(score -> score >= 1).count();
    }

    private static double variance(List<Double> scores) {
        var mean = mean(scores.stream().mapToDouble(Double::doubleValue).toArray());
        return scores.stream()
                        .mapToDouble(score -> (score - mean) * (score - mean))
                        .sum()
                / (scores.size() - 1);
    }

    private static void addMean(List<NewMetric> metrics, MetricType type, String name, double[] values) {
        if (values.length > 0) {
            metrics.add(NewMetric.of(type, name, mean(values), null, error(values), values.length));
        }
    }

    private static double mean(double[] values) {
        var sum = 0.0;
        for (var value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /// Of the mean over items; null for a single one.
    private static @Nullable Double error(double[] values) {
        if (values.length < 2) {
            return null;
        }
        var mean = mean(values);
        var squares = 0.0;
        for (var value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
