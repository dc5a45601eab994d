package io.llmlab.alert.incident;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.incident.Life.Next;
import io.llmlab.alert.incident.Life.State;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LifeTest {

    private static final List<String> STATES = List.of("active", "active z", "acked", "acked z", "resolved");

    /// Each event's row: what comes of the states above. `z` is snoozed, `!` what is told, `x` refused, `-`
    /// nothing comes of it, `...` it is asked again after the snooze.
    private static final String TABLE = """
            event          | active              | active z             | acked             | acked z        | resolved
            REPEATED       | active              | active z             | acked             | acked z        | x
            WORSENED       | active !WORSENED    | active z             | acked !WORSENED   | acked z        | x
            RECOVERED      | resolved !RESOLVED  | resolved !RESOLVED   | resolved !RESOLVED| resolved !RESOLVED | x
            ACKNOWLEDGED   | acked               | acked z              | x                 | x              | x
            RESOLVED       | resolved            | resolved             | resolved          | resolved       | x
            SNOOZED        | active z            | active z             | acked z           | acked z        | x
            WOKEN          | x                   | active               | x                 | acked          | x
            SNOOZE_OVER    | x                   | active !UNSNOOZED    | x                 | acked          | x
            ESCALATION_DUE | active !ESCALATED   | ...                  | -                 | -              | x
            REMINDER_DUE   | active !REMINDED    | ...                  | -                 | -              | x
            EXPIRED        | resolved !RESOLVED  | resolved !RESOLVED   | resolved !RESOLVED| resolved !RESOLVED | x
            REOPENED       | x                   | x                    | x                 | x              | active !REOPENED
            """;

    private static final Map<String, State> NAMED = Map.of(
            "active", new State(AlertStatus.ACTIVE, false),
            "active z", new State(AlertStatus.ACTIVE, true),
            "acked", new State(AlertStatus.ACKNOWLEDGED, false),
            "acked z", new State(AlertStatus.ACKNOWLEDGED, true),
            "resolved", new State(AlertStatus.RESOLVED, false));

    record Cell(String state, Event event, String expected) {}

    static Stream<Cell> cells() {
        return TABLE.lines()
                .skip(1)
                .map(line -> line.split("\\|"))
                .flatMap(row -> IntStream.range(0, STATES.size())
                        .mapToObj(i -> new Cell(STATES.get(i), Event.valueOf(row[0].strip()), row[i + 1].strip())));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void becomesWhatTheTableSays(Cell cell) {
        assertThat(said(Life.next(named(cell.state()), cell.event()))).isEqualTo(cell.expected());
    }

    @Test
    void coversEveryStateAndEvent() {
        assertThat(cells().map(Cell::event).distinct()).containsExactlyInAnyOrder(Event.values());
        assertThat(TABLE.lines().findFirst().orElseThrow().split("\\|"))
                .extracting(String::strip)
                .endsWith(STATES.toArray(String[]::new));
        assertThat(NAMED.values()).hasSize(2 * AlertStatus.values().length - 1);
        assertThatThrownBy(() -> new State(AlertStatus.RESOLVED, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesPeopleAloneWhoHaveItInHandUnlessItGetsWorse() {
        var told = Arrays.stream(Event.values())
                .map(event -> Life.next(named("acked"), event))
                .filter(next -> next instanceof Next.Goes goes && goes.told() != null)
                .map(LifeTest::said)
                .distinct();

        assertThat(told).containsExactlyInAnyOrder("acked !WORSENED", "resolved !RESOLVED");
    }

    private static String said(Next next) {
        return switch (next) {
            case Next.Goes goes -> nameOf(goes.to()) + (goes.told() == null ? "" : " !" + goes.told());
            case Next.Stays _ -> "-";
            case Next.Waits _ -> "...";
            case Next.Refused _ -> "x";
        };
    }

    private static State named(String name) {
        return requireNonNull(NAMED.get(name));
    }

    private static String nameOf(State state) {
        return NAMED.entrySet().stream()
                .filter(named -> named.getValue().equals(state))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
