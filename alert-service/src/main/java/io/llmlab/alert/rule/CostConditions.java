package io.llmlab.alert.rule;

import static io.llmlab.alert.rule.Conditions.within;

import io.llmlab.alert.rule.CostWording.Increase;
import io.llmlab.alert.rule.CostWording.Overrun;
import io.llmlab.alert.rule.Decision.Ends;
import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.CostWindow;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.CostsSummed;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What a model's runs may cost together. Where a rule says neither how much more nor how much, half as much again is
/// too much.
///
/// @param costIncreaseThreshold how much more than in the window before, as a fraction (0.5 is half as much again)
/// @param timeWindowHours how long the window is, 24 where it is null
/// @param budgetPerDay USD for each day, in UTC
@RegisterForReflection
record CostConditions(
        @Nullable Double costIncreaseThreshold,
        @Nullable Integer timeWindowHours,
        @Nullable Double budgetPerDay) implements Conditions {

    private static final double LARGEST_INCREASE = 1_000;
    private static final int LONGEST_WINDOW = 720;
    private static final double LARGEST_BUDGET = 1_000_000_000;
    private static final int WINDOW = 24;
    private static final double INCREASE = 0.5;

    /// Twice a hundredth of a cent is nothing to tell people about.
    private static final double LEAST_USD = 0.01;

    CostConditions {
        within("cost_increase_threshold", costIncreaseThreshold, 0, LARGEST_INCREASE);
        within("time_window_hours", timeWindowHours, 1, LONGEST_WINDOW);
        within("budget_per_day", budgetPerDay, 0, LARGEST_BUDGET);
    }

    @Override
    public Decision judge(Signal signal) {
        if (!(signal instanceof CostsSummed costs)) {
            return new Passes("it watches costs");
        }
        var increase = increase(costs);
        var overrun = overrun(costs);
        return increase.isEmpty() && overrun.isEmpty()
                ? new Ends(CostWording.TYPE, CostWording.NAME, CostWording.within(costs, window(costs), budgetPerDay))
                : new Fires(List.of(CostWording.breach(costs, increase.orElse(null), overrun.orElse(null))));
    }

    /// The window that it compares, or empty where only the budget counts.
    OptionalInt windowHours() {
        return allowedIncrease().isPresent()
                ? OptionalInt.of(timeWindowHours == null ? WINDOW : timeWindowHours)
                : OptionalInt.empty();
    }

    private Optional<Double> allowedIncrease() {
        return costIncreaseThreshold == null && budgetPerDay == null
                ? Optional.of(INCREASE)
                : Optional.ofNullable(costIncreaseThreshold);
    }

    private @Nullable CostWindow window(CostsSummed costs) {
        var hours = windowHours();
        return costs.windows().stream()
                .filter(window -> hours.isPresent() && window.hours() == hours.getAsInt())
                .findFirst()
                .orElse(null);
    }

    private Optional<Increase> increase(CostsSummed costs) {
        var window = window(costs);
        if (window == null || !isComparable(costs, window)) {
            return Optional.empty();
        }
        var by = window.current() / window.before() - 1;
        return allowedIncrease()
                .filter(allowed -> by > allowed && window.current() - window.before() >= LEAST_USD)
                .map(allowed -> new Increase(window, by, allowed));
    }

    /// What did not run for the whole of the window before would always cost more now.
    private static boolean isComparable(CostsSummed costs, CostWindow window) {
        var since = costs.since();
        var start = costs.at().minus(Duration.ofHours(2L * window.hours()));
        return window.before() > 0 && since != null && !since.isAfter(start);
    }

    private Optional<Overrun> overrun(CostsSummed costs) {
        return Optional.ofNullable(budgetPerDay)
                .filter(budget -> costs.ofDay() > budget)
                .map(budget -> new Overrun(costs.day(), costs.ofDay(), budget));
    }
}
