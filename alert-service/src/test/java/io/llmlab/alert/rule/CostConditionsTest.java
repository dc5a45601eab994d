package io.llmlab.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.alert.rule.Decision.Ends;
import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.CostWindow;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Signal.CostsSummed;
import io.llmlab.alert.signal.Subject;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostConditionsTest {

    private static final Subject SUBJECT = new Subject(7, new Model(3, "gpt-x", "openai", Map.of()), "gsm8k", Map.of());
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // threshold, budget, hours known, current, before, of the day, fires
        "0.5, , 48, 15.01, 10, 0, true",
        "0.5, , 48, 15, 10, 0, false",
        "0.5, , 47, 30, 10, 0, false",
        "0.5, , , 30, 10, 0, false",
        "0.5, , 48, 30, 0, 0, false",
        "0, , 48, 10.02, 10, 0, true",
        "0.5, , 48, 0.0109, 0.001, 0, false",
        "0.5, , 48, 0.0111, 0.001, 0, true",
        ", , 48, 15.01, 10, 0, true",
        ", , 48, 14.9, 10, 0, false",
        ", 5, 48, 30, 10, 5, false",
        ", 5, 48, 30, 10, 5.01, true",
        ", 0, , 0, 0, 0.0001, true",
        "0.5, 5, 48, 10, 10, 6, true",
        "0.5, 5, 48, 30, 10, 1, true",
        "0.5, 5, 48, 10, 10, 1, false",
    })
    void firesOnARiseOrAnOverrun(
            @Nullable Double threshold,
            @Nullable Double budget,
            @Nullable Integer hoursKnown,
            double current,
            double before,
            double ofDay,
            boolean fires) {
        var decision = new CostConditions(threshold, null, budget).judge(costs(hoursKnown, 24, current, before, ofDay));

        assertThat(decision).isInstanceOf(fires ? Fires.class : Ends.class);
    }

    @Test
    void saysBothSumsAndTheirWindows() {
        var breach = breach(new CostConditions(0.5, 168, null), costs(400, 168, 30, 15, 9));

        assertThat(breach.title()).isEqualTo("Cost of gpt-x rose by 100.0 % in 7 days");
        assertThat(breach.text())
                .isEqualTo("gpt-x cost 30.00 USD from 2026-11-22 12:00 to 2026-11-29 12:00 UTC, after 15.00 USD from"
                        + " 2026-11-15 12:00 to 2026-11-22 12:00 UTC (+100.0 %; +50.0 % is allowed)");
        assertThat(breach.triggerValue()).isEqualTo(30);
        assertThat(breach.baselineValue()).isEqualTo(15);
        assertThat(breach.changePercent()).isEqualTo(1);
        assertThat(breach.thresholdValue()).isEqualTo(0.5);
    }

    @Test
    void saysTheBudgetAndItsDay() {
        var breach = breach(new CostConditions(null, null, 10.0), costs(400, 24, 30, 15, 12.345));

        assertThat(breach.title()).isEqualTo("gpt-x cost more than its budget of 10.00 USD a day");
        assertThat(breach.text()).isEqualTo("gpt-x cost 12.35 USD on 2026-11-29 (UTC), of a budget of 10.00 USD a day");
        assertThat(breach.thresholdValue()).isEqualTo(10);
        assertThat(breach.baselineValue()).isNull();
    }

    @Test
    void saysBothInOneAlert() {
        var fires = (Fires) new CostConditions(0.5, null, 10.0).judge(costs(400, 24, 30, 15, 12));

        assertThat(fires.breaches())
                .singleElement()
                .satisfies(breach -> assertThat(breach.text())
                        .contains("after 15.00 USD", "; gpt-x cost 12.00 USD on 2026-11-29 (UTC)"));
    }

    @Test
    void saysWhatTheCostsAreWhenItIsOver() {
        var ends = (Ends) new CostConditions(0.5, null, 10.0).judge(costs(400, 24, 0.01234, 15, 3));

        assertThat(ends.reason())
                .isEqualTo("gpt-x cost 0.0123 USD from 2026-11-28 12:00 to 2026-11-29 12:00 UTC, after 15.00 USD from"
                        + " 2026-11-27 12:00 to 2026-11-28 12:00 UTC; gpt-x cost 3.00 USD on 2026-11-29 (UTC), within its"
                        + " budget of 10.00 USD a day");
    }

    @ParameterizedTest
    @CsvSource({"time_window_hours, 0", "time_window_hours, 721", "cost_increase_threshold, -0.1", "budget_per_day, -1"
    })
    void refusesWhatMakesNoSense(String name, double value) {
        Number number = name.endsWith("hours") ? (Number) (int) value : (Number) value;

        assertThatThrownBy(() -> ConditionsReader.read(AlertType.COST_ANOMALY, Map.of(name, number)))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/conditions/" + name + ": must be ");
    }

    private static Breach breach(CostConditions conditions, CostsSummed costs) {
        return ((Fires) conditions.judge(costs)).breaches().getFirst();
    }

    private static CostsSummed costs(
            @Nullable Integer hoursKnown, int hours, double current, double before, double ofDay) {
        var since = hoursKnown == null ? null : NOW.minus(Duration.ofHours(hoursKnown));
        var windows = List.of(new CostWindow(1, 0, 0), new CostWindow(hours, current, before));
        return new CostsSummed(SUBJECT, NOW, since, windows, LocalDate.of(2026, 11, 29), ofDay);
    }
}
