package io.llmlab.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.alert.WebhookReceiver.Answer;
import io.llmlab.alert.WebhookReceiver.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A receiver of Alertmanager's webhooks, version 4, that takes nothing else (prometheus.io, webhook_config; the
/// order of the keys as Alertmanager 0.25 sends them).
public final class AlertmanagerApi {

    private static final List<String> KEYS = List.of(
            "receiver",
            "status",
            "alerts",
            "groupLabels",
            "commonLabels",
            "commonAnnotations",
            "externalURL",
            "version",
            "groupKey",
            "truncatedAlerts");
    private static final List<String> KEYS_OF_ALERT =
            List.of("status", "labels", "annotations", "startsAt", "endsAt", "generatorURL", "fingerprint");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

    private AlertmanagerApi() {}

    static Answer answer(Call call) {
        return faults(call.body()).isEmpty() ? Answer.of(200) : Answer.of(400);
    }

    /// What is not as Alertmanager sends it.
    public static List<String> faults(String body) {
        var faults = new ArrayList<String>();
        var message = Json.read(body);
        check(faults, "keys", names(message).equals(KEYS));
        check(faults, "version", message.path("version").asText().equals("4"));
        check(faults, "version is a text", message.path("version").isTextual());
        check(faults, "truncatedAlerts", message.path("truncatedAlerts").isInt());
        check(faults, "alerts", !message.path("alerts").isEmpty());
        check(faults, "groupKey", message.path("groupKey").asText().equals(key(message.path("groupLabels"))));
        message.path("alerts").forEach(alert -> faultsOf(faults, message, alert));
        return faults;
    }

    private static void faultsOf(List<String> faults, JsonNode message, JsonNode alert) {
        check(faults, "keys of an alert", names(alert).equals(KEYS_OF_ALERT));
        check(faults, "alertname", !alert.at("/labels/alertname").asText().isEmpty());
        check(
                faults,
                "fingerprint",
                FINGERPRINT.matcher(alert.path("fingerprint").asText()).matches());
        names(alert.path("labels"))
                .forEach(name -> check(faults, name, LABEL.matcher(name).matches()));
        for (var common : Map.of("commonLabels", "labels", "commonAnnotations", "annotations")
                .entrySet()) {
            message.path(common.getKey())
                    .properties()
                    .forEach(each -> check(
                            faults,
                            common.getKey(),
                            alert.path(common.getValue()).path(each.getKey()).equals(each.getValue())));
        }
        var starts = Instant.parse(alert.path("startsAt").asText());
        var ends = Instant.parse(alert.path("endsAt").asText());
        var firing = alert.path("status").asText().equals("firing");
        check(faults, "endsAt", firing ? ends.equals(Instant.parse("0001-01-01T00:00:00Z")) : !ends.isBefore(starts));
    }

    private static String key(JsonNode labels) {
        var written = labels.properties().stream()
                .map(label -> "%s=%s".formatted(label.getKey(), label.getValue()))
                .sorted()
                .toList();
        return "{}:{%s}".formatted(String.join(", ", written));
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static void check(List<String> faults, String what, boolean holds) {
        if (!holds) {
            faults.add(what);
        }
    }
}
