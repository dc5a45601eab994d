package io.llmlab.alert.incident;

import static io.llmlab.alert.incident.AlertStatus.ACKNOWLEDGED;
import static io.llmlab.alert.incident.AlertStatus.ACTIVE;
import static io.llmlab.alert.incident.AlertStatus.RESOLVED;

import io.llmlab.alert.signal.NewsKind;
import org.jspecify.annotations.Nullable;

/// The life of an alert as a table: what becomes of each state with each event, and whether people are told. It
/// knows no clock, no database and nobody's name.
final class Life {

    private Life() {}

    /// @param snoozed nobody is to hear of it for a while
    record State(AlertStatus status, boolean snoozed) {

        State {
            if (status == RESOLVED && snoozed) {
                throw new IllegalArgumentException("What is over cannot be snoozed");
            }
        }

        private Next to(AlertStatus next, @Nullable NewsKind told) {
            return new Next.Goes(new State(next, snoozed && next != RESOLVED), told);
        }

        private Next asIs(@Nullable NewsKind told) {
            return new Next.Goes(this, told);
        }

        private Next snoozed(boolean now, @Nullable NewsKind told) {
            return new Next.Goes(new State(status, now), told);
        }
    }

    /// What can happen to an alert. Those that are due come by a timer, whatever became of the alert meanwhile.
    enum Event {
        /// Its series broke the rule again, no worse than people know.
        REPEATED,
        /// Its series broke the rule again, and worse.
        WORSENED,
        /// All of its series are back, or the run it rested on does not count.
        RECOVERED,
        /// A person has it in hand.
        ACKNOWLEDGED,
        /// A person ends it.
        RESOLVED,
        SNOOZED,
        /// A person ends the snooze.
        WOKEN,
        SNOOZE_OVER,
        ESCALATION_DUE,
        REMINDER_DUE,
        /// It was not seen again for the time after which its rule calls it over.
        EXPIRED,
        /// Its series broke the rule again soon after the end.
        REOPENED
    }

    sealed interface Next {

        /// @param told what people hear of it, or null: nothing
        record Goes(State to, @Nullable NewsKind told) implements Next {}

        /// Nobody is told, for good.
        ///
        /// @param reason for the timeline
        record Stays(String reason) implements Next {}

        /// Nobody is told for now: it is to be asked again when the snooze is over.
        record Waits() implements Next {}

        /// It cannot be. A person is told so; a timer that comes after the end has nothing to do.
        record Refused() implements Next {}
    }

    static Next next(State state, Event event) {
        return state.status() == RESOLVED ? onceOver(state, event) : whileOpen(state, event);
    }

    private static Next whileOpen(State state, Event event) {
        return switch (event) {
            case REPEATED -> state.asIs(null);
            case WORSENED -> state.asIs(state.snoozed() ? null : NewsKind.WORSENED);
            case RECOVERED, EXPIRED -> state.to(RESOLVED, NewsKind.RESOLVED);
            case ACKNOWLEDGED -> state.status() == ACTIVE ? state.to(ACKNOWLEDGED, null) : new Next.Refused();
            case RESOLVED -> state.to(RESOLVED, null);
            case SNOOZED -> state.snoozed(true, null);
            case WOKEN -> state.snoozed() ? state.snoozed(false, null) : new Next.Refused();
            case SNOOZE_OVER -> snoozeOver(state);
            case ESCALATION_DUE -> unlessInHand(state, NewsKind.ESCALATED);
            case REMINDER_DUE -> unlessInHand(state, NewsKind.REMINDED);
            case REOPENED -> new Next.Refused();
        };
    }

    private static Next onceOver(State state, Event event) {
        return event == Event.REOPENED ? state.to(ACTIVE, NewsKind.REOPENED) : new Next.Refused();
    }

    private static Next snoozeOver(State state) {
        return state.snoozed()
                ? state.snoozed(false, state.status() == ACTIVE ? NewsKind.UNSNOOZED : null)
                : new Next.Refused();
    }

    private static Next unlessInHand(State state, NewsKind told) {
        if (state.status() == ACKNOWLEDGED) {
            return new Next.Stays("it is acknowledged");
        }
        return state.snoozed() ? new Next.Waits() : state.asIs(told);
    }
}
