package io.llmlab.alert.policy.silence;

import io.llmlab.alert.policy.Hold;
import io.llmlab.alert.policy.Matching;
import io.llmlab.alert.policy.Policy;
import io.llmlab.alert.policy.Traits;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a silence does: nobody is told of what it covers from its start on, and before its end.
record Silenced(long id, Matching matching, Instant startsAt, Instant endsAt, String reason) implements Policy {

    static Silenced of(Silence silence) {
        var comment = silence.comment().isEmpty() ? "" : ": " + silence.comment();
        var reason =
                "silence %d of %s until %s%s".formatted(silence.id(), silence.createdBy(), silence.endsAt(), comment);
        return new Silenced(
                silence.id(), Matching.of(silence.matchers()), silence.startsAt(), silence.endsAt(), reason);
    }

    static String holder(long id) {
        return "silence/" + id;
    }

    @Override
    public Optional<Hold> judge(Traits alert, Instant now) {
        return now.isBefore(startsAt) || !now.isBefore(endsAt) || !matching.covers(alert)
                ? Optional.empty()
                : Optional.of(new Hold(holder(id), reason, Map.of("silence", id), endsAt));
    }
}
