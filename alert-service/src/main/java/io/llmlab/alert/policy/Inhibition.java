package io.llmlab.alert.policy;

import io.llmlab.alert.signal.AlertType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// While people know that a model is unavailable, what follows from that is no news.
///
/// @param alertId of the open alert that says so
record Inhibition(long alertId, long modelId) implements Policy {

    /// What keeps news back while that alert is open.
    static String holder(long alertId) {
        return "alert/" + alertId;
    }

    @Override
    public Optional<Hold> judge(Traits alert, Instant now) {
        return alert.alertType() == AlertType.MODEL_UNAVAILABLE || alert.model().id() != modelId
                ? Optional.empty()
                : Optional.of(new Hold(
                        holder(alertId),
                        "alert %d says that the model is unavailable".formatted(alertId),
                        Map.of("inhibited_by", alertId),
                        null));
    }
}
