package io.llmlab.alert.policy.mute;

import io.llmlab.alert.policy.Hold;
import io.llmlab.alert.policy.Matching;
import io.llmlab.alert.policy.Policy;
import io.llmlab.alert.policy.Traits;
import io.llmlab.alert.signal.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a mute time does: news wait until its hours are over; of what is critical only where it says so.
record Muted(long id, String name, Matching matching, Hours hours, boolean mutesCritical) implements Policy {

    static Muted of(MuteTime time) {
        return new Muted(time.id(), time.name(), Matching.of(time.matchers()), time.hours(), time.mutesCritical());
    }

    static String holder(long id) {
        return "mute-time/" + id;
    }

    @Override
    public Optional<Hold> judge(Traits alert, Instant now) {
        return passes(alert) ? Optional.empty() : hours.endOfThoseAt(now).map(this::hold);
    }

    private boolean passes(Traits alert) {
        return (alert.severity() == Severity.CRITICAL && !mutesCritical) || !matching.covers(alert);
    }

    private Hold hold(Instant until) {
        var reason = "mute time %d (%s) until %s".formatted(id, name, until);
        return new Hold(holder(id), reason, Map.of("mute_time", id), until);
    }
}
