package io.llmlab.alert.rule;

import io.llmlab.alert.signal.CostWindow;
import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Signal.CostsSummed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says in words what a model cost too much.
final class CostWording {

    static final String TYPE = "cost";

    /// Not the name of a metric of runs: what one run costs is a series of its own.
    static final String NAME = "cost_of_model";

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int CENTS = 2;
    private static final double LEAST_IN_CENTS = 0.1;

    /// @param by a fraction, as is what is allowed
    record Increase(CostWindow window, double by, double allowed) {}

    record Overrun(LocalDate day, double cost, double budget) {

        double by() {
            return budget == 0 ? Double.MAX_VALUE : cost / budget - 1;
        }
    }

    private CostWording() {}

    static Breach breach(CostsSummed costs, @Nullable Increase increase, @Nullable Overrun overrun) {
        var text = Stream.of(
                        increase == null ? null : increased(costs, increase),
                        overrun == null ? null : overrun(costs, overrun))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
        return increase == null
                ? ofBudget(costs, Objects.requireNonNull(overrun), text)
                : ofIncrease(costs, increase, text);
    }

    private static Breach ofIncrease(CostsSummed costs, Increase increase, String text) {
        var window = increase.window();
        var title = "Cost of %s rose by %s in %s"
                .formatted(name(costs), Wording.percent(increase.by()), length(window.hours()));
        return breach(window.current(), increase.allowed(), window.before(), increase.by(), title, text);
    }

    private static Breach ofBudget(CostsSummed costs, Overrun overrun, String text) {
        var title = "%s cost more than its budget of %s a day".formatted(name(costs), usd(overrun.budget()));
        return breach(overrun.cost(), overrun.budget(), null, overrun.by(), title, text);
    }

    private static Breach breach(
            double cost, double allowed, @Nullable Double before, double by, String title, String text) {
        return new Breach(TYPE, NAME, null, cost, allowed, before, by, null, null, Evidence.NONE, title, text);
    }

    private static String increased(CostsSummed costs, Increase increase) {
        return "%s (+%s; +%s is allowed)"
                .formatted(
                        compared(costs, increase.window()),
                        Wording.percent(increase.by()),
                        Wording.percent(increase.allowed()));
    }

    private static String overrun(CostsSummed costs, Overrun overrun) {
        return "%s cost %s on %s (UTC), of a budget of %s a day"
                .formatted(name(costs), usd(overrun.cost()), overrun.day(), usd(overrun.budget()));
    }

    /// Both sums with their windows.
    private static String compared(CostsSummed costs, CostWindow window) {
        var width = Duration.ofHours(window.hours());
        var end = costs.at();
        var start = end.minus(width);
        return "%s cost %s from %s to %s UTC, after %s from %s to %s UTC"
                .formatted(
                        name(costs),
                        usd(window.current()),
                        time(start),
                        time(end),
                        usd(window.before()),
                        time(start.minus(width)),
                        time(start));
    }

    /// What the rule says when nothing is too much.
    static String within(CostsSummed costs, @Nullable CostWindow window, @Nullable Double budget) {
        return Stream.of(
                        window == null ? null : compared(costs, window),
                        budget == null
                                ? null
                                : "%s cost %s on %s (UTC), within its budget of %s a day"
                                        .formatted(name(costs), usd(costs.ofDay()), costs.day(), usd(budget)))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
    }

    private static String name(CostsSummed costs) {
        return costs.subject().model().name();
    }

    private static String length(int hours) {
        return hours % 24 == 0 && hours > 24 ? "%d days".formatted(hours / 24) : "%d hours".formatted(hours);
    }

    private static String time(Instant at) {
        return MINUTES.format(at);
    }

    private static String usd(double cost) {
        return "%s USD"
                .formatted(
                        cost >= LEAST_IN_CENTS || cost == 0
                                ? BigDecimal.valueOf(cost)
                                        .setScale(CENTS, RoundingMode.HALF_UP)
                                        .toPlainString()
                                : Wording.number(cost));
    }
}
