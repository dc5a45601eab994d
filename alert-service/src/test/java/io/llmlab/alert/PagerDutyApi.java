package io.llmlab.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.alert.WebhookReceiver.Answer;
import io.llmlab.alert.WebhookReceiver.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// PagerDuty's Events API v2 with its limits (developer.pagerduty.com, Send an alert event).
public final class PagerDutyApi {

    private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");
    private static final int MOST_BYTES = 512 * 1024;

    private PagerDutyApi() {}

    static Answer answer(Call call) {
        var faults = faults(call.body());
        return faults.isEmpty()
                ? new Answer(
                        202,
                        Map.of(),
                        "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":%s}"
                                .formatted(Json.read(call.body()).path("dedup_key")))
                : new Answer(400, Map.of(), "{\"status\":\"invalid event\",\"errors\":[\"%s\"]}".formatted(faults));
    }

    /// What PagerDuty would refuse.
    public static List<String> faults(String body) {
        var faults = new ArrayList<String>();
        var event = Json.read(body);
        check(faults, "size", body.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES);
        check(faults, "routing_key", event.path("routing_key").asText().length() == 32);
        check(
                faults,
                "event_action",
                ACTIONS.contains(event.path("event_action").asText()));
        check(faults, "dedup_key", within(event.path("dedup_key"), 255));
        if (event.path("event_action").asText().equals("trigger")) {
            var payload = event.path("payload");
            check(faults, "summary", within(payload.path("summary"), 1024));
            check(faults, "source", within(payload.path("source"), 1000));
            check(
                    faults,
                    "severity",
                    SEVERITIES.contains(payload.path("severity").asText()));
            check(faults, "timestamp", isTime(payload.path("timestamp")));
            check(faults, "custom_details", payload.path("custom_details").isObject());
            event.path("links").forEach(link -> check(faults, "href", within(link.path("href"), 3000)));
        }
        return faults;
    }

    private static void check(List<String> faults, String field, boolean holds) {
        if (!holds) {
            faults.add(field);
        }
    }

    private static boolean within(JsonNode text, int most) {
        return !text.asText().isEmpty() && text.asText().length() <= most;
    }

    private static boolean isTime(JsonNode text) {
        try {
            return Instant.parse(text.asText()).isAfter(Instant.EPOCH);
        } catch (DateTimeParseException none) {
            return false;
        }
    }
}
