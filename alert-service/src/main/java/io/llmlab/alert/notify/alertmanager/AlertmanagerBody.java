package io.llmlab.alert.notify.alertmanager;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.alert.notify.Fact;
import io.llmlab.alert.notify.Facts;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.State;
import io.llmlab.alert.signal.Model;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Version 4 of Alertmanager's webhook (prometheus.io, Alerting configuration, webhook_config), keys in its
/// order. One message is one group; each of its items is an alert.
final class AlertmanagerBody {

    private static final String RECEIVER = "llm-lab-monitor";

    /// Go's zero time: not over.
    private static final String NO_END = "0001-01-01T00:00:00Z";

    private static final List<String> GROUPED_BY = List.of("alertname", "dataset", "model");

    private AlertmanagerBody() {}

    /// An acknowledged alert still fires: Alertmanager knows no more than that.
    static ObjectNode of(Message message) {
        var state = State.of(message);
        var alerts = message.told().stream()
                .map(item -> new Entry(labels(message, item), annotations(message, item), item.fingerprint()))
                .toList();
        var common = common(alerts.stream().map(Entry::labels).toList());
        var group = new TreeMap<>(common);
        group.keySet().retainAll(GROUPED_BY);
        var body = JsonNodeFactory.instance.objectNode();
        body.put("receiver", RECEIVER);
        body.put("status", status(state));
        var array = body.putArray("alerts");
        alerts.forEach(alert -> array.add(alert.json(message, state)));
        body.set("groupLabels", json(group));
        body.set("commonLabels", json(common));
        body.set(
                "commonAnnotations",
                json(common(alerts.stream().map(Entry::annotations).toList())));
        body.put("externalURL", message.link() == null ? "" : message.link().replaceFirst("/\\?.*$", ""));
        body.put("version", "4");
        body.put("groupKey", "{}:" + key(group));
        body.put("truncatedAlerts", message.omitted());
        return body;
    }

    /// One alert of the group.
    private record Entry(
            SortedMap<String, String> labels,
            SortedMap<String, String> annotations,
            @Nullable String fingerprint) {

        ObjectNode json(Message message, State state) {
            var alert = JsonNodeFactory.instance.objectNode();
            alert.put("status", status(state));
            alert.set("labels", AlertmanagerBody.json(labels));
            alert.set("annotations", AlertmanagerBody.json(annotations));
            alert.put("startsAt", message.at().toString());
            alert.put("endsAt", state == State.RESOLVED ? message.at().toString() : NO_END);
            alert.put("generatorURL", message.link() == null ? "" : message.link());
            alert.put("fingerprint", identity());
            return alert;
        }

        /// A test has no alert; its labels alone tell it apart.
        private String identity() {
            return fingerprint == null ? String.format(Locale.ROOT, "%016x", labels.hashCode()) : fingerprint;
        }
    }

    private static String status(State state) {
        return state == State.RESOLVED ? "resolved" : "firing";
    }

    /// The model's own labels are routed by too; ours win over them.
    private static SortedMap<String, String> labels(Message message, Message.Item item) {
        var labels = new TreeMap<String, String>();
        if (message.model() != null && isAbout(message.model(), item)) {
            message.model().labels().forEach((name, value) -> labels.put(labelName(name), value));
            labels.put("model", message.model().name());
            labels.put("provider", message.model().provider());
        }
        if (item.model() != null) {
            labels.put("model", item.model());
        }
        var dataset = item.dataset() == null ? message.dataset() : item.dataset();
        if (dataset != null) {
            labels.put("dataset", dataset);
        }
        if (item.metricName() != null) {
            labels.put("metric", item.metricName());
        }
        labels.put("alertname", message.ruleId());
        labels.put("alert_type", message.alertType().wire());
        labels.put("severity", message.severity().name().toLowerCase(Locale.ROOT));
        return labels;
    }

    /// A message about several models carries the labels of the first one.
    private static boolean isAbout(Model model, Message.Item item) {
        return item.model() == null || item.model().equals(model.name());
    }

    /// Prometheus takes letters, digits and underscores, and no digit first.
    private static String labelName(String name) {
        var safe = name.replaceAll("[^A-Za-z0-9_]", "_");
        return safe.isEmpty() || Character.isDigit(safe.charAt(0)) ? "_" + safe : safe;
    }

    private static SortedMap<String, String> annotations(Message message, Message.Item item) {
        var annotations = new TreeMap<String, String>();
        annotations.put("summary", item.text());
        var description =
                Facts.cause(message).stream().map(AlertmanagerBody::line).collect(Collectors.joining("\n"));
        if (!description.isEmpty()) {
            annotations.put("description", description);
        }
        if (message.runbookUrl() != null) {
            annotations.put("runbook_url", message.runbookUrl());
        }
        if (message.acknowledgeLink() != null) {
            annotations.put("acknowledge_url", message.acknowledgeLink());
        }
        return annotations;
    }

    private static String line(Fact fact) {
        return "%s: %s".formatted(fact.name(), fact.value());
    }

    /// What all have alike.
    private static SortedMap<String, String> common(List<SortedMap<String, String>> all) {
        var common = new TreeMap<>(all.getFirst());
        all.forEach(each -> common.entrySet().retainAll(each.entrySet()));
        return common;
    }

    private static ObjectNode json(Map<String, String> texts) {
        var json = JsonNodeFactory.instance.objectNode();
        texts.forEach(json::put);
        return json;
    }

    private static String key(SortedMap<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> "%s=\"%s\"".formatted(label.getKey(), quoted(label.getValue())))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String quoted(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
