package io.llmlab.bench.report;

import java.util.Locale;

/// One measured number beside its goal.
///
/// @param what for a reader who knows the product, not the benchmark
/// @param unit behind the number, for example `MB/s`
/// @param atLeast whether more is better: the goal is a floor, else a ceiling
public record Figure(String what, double value, String unit, double goal, boolean atLeast) {

    public static Figure atLeast(String what, double value, String unit, double goal) {
        return new Figure(what, value, unit, goal, true);
    }

    public static Figure atMost(String what, double value, String unit, double goal) {
        return new Figure(what, value, unit, goal, false);
    }

    /// A number without a goal, for the reader's own judgement.
    public static Figure of(String what, double value, String unit) {
        return new Figure(what, value, unit, Double.NaN, true);
    }

    public boolean isReached() {
        return Double.isNaN(goal) || (atLeast ? value >= goal : value <= goal);
    }

    String line() {
        var target = Double.isNaN(goal) ? "" : "goal %s %s".formatted(atLeast ? "≥" : "≤", number(goal));
        var verdict = Double.isNaN(goal) ? "" : isReached() ? "reached" : "MISSED";
        return "%-58s %12s %-10s %-16s %s"
                .formatted(what, number(value), unit, target, verdict)
                .stripTrailing();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.2f", value);
    }
}
