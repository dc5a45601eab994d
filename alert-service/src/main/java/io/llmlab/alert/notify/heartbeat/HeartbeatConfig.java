package io.llmlab.alert.notify.heartbeat;

import io.llmlab.alert.notify.ReceiverUrl;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Whom is told that the lab is alive.
///
/// @param url a secret: whoever knows it can keep the switch from going off
/// @param within seconds, 5 to 3600, that a synthetic finding may take from the runner to the ping; null: 60
/// @param timeout seconds to wait for an answer, 1 to 30; null: 10
@RegisterForReflection
record HeartbeatConfig(
        @Nullable String url,
        @Nullable Integer within,
        @Nullable Integer timeout) {

    private static final int LEAST_WITHIN = 5;
    private static final int MOST_WITHIN = 3_600;
    private static final int USUAL_WITHIN = 60;
    private static final int MOST_TIMEOUT = 30;
    private static final int USUAL_TIMEOUT = 10;

    HeartbeatConfig {
        if (url != null) {
            ReceiverUrl.require(url, "/url");
        }
        requireBetween(within, LEAST_WITHIN, MOST_WITHIN, "/within");
        requireBetween(timeout, 1, MOST_TIMEOUT, "/timeout");
    }

    private static void requireBetween(@Nullable Integer seconds, int least, int most, String pointer) {
        if (seconds != null && (seconds < least || seconds > most)) {
            throw Invalid.inBody(pointer, "must be %d to %d seconds".formatted(least, most));
        }
    }

    Duration allowed() {
        return Duration.ofSeconds(within == null ? USUAL_WITHIN : within);
    }

    Duration patience() {
        return Duration.ofSeconds(timeout == null ? USUAL_TIMEOUT : timeout);
    }
}
