package io.llmlab.alert.link;

import java.time.Instant;
import java.util.List;

/// What a link lets its bearer do: acknowledge these alerts.
///
/// @param alerts their ids, at least one
/// @param channel that the link was sent to
/// @param until it works before this, to the second
public record AcknowledgeLink(List<Long> alerts, String channel, Instant until) {

    public AcknowledgeLink {
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("A link is about at least one alert");
        }
        alerts = List.copyOf(alerts);
        until = Instant.ofEpochSecond(until.getEpochSecond());
    }
}
