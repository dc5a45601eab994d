package io.llmlab.alert.notify.pagerduty;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.alert.notify.Fact;
import io.llmlab.alert.notify.Facts;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.State;
import io.llmlab.alert.notify.Texts;
import java.util.List;
import java.util.Locale;

/// An event of PagerDuty's Events API v2 (developer.pagerduty.com, Send an alert event).
///
/// Its key is the fingerprint of an alert: that is how PagerDuty knows a repeat, and which incident is
/// acknowledged or resolved.
final class PagerDutyEvent {

    private static final int LONGEST_SUMMARY = 1024;
    private static final String US = "llm-lab-monitor";

    private PagerDutyEvent() {}

    /// What is sent for a message, in order. An alert is one incident, whatever parts of it are told. Several
    /// alerts that are told together open one incident, with the key of the most important one; since it is
    /// not known any more which that was, each of them acknowledges or resolves it. A test opens an incident
    /// and resolves it at once, so that nobody has to tidy up after it.
    ///
    /// @param key by which a test is known, which has no alert
    /// @param summary of the incident
    static List<ObjectNode> of(String routingKey, String key, String summary, Message message) {
        var first = message.told().getFirst();
        var trigger = trigger(named(routingKey, "trigger", first, key), summary, message);
        if (message.test()) {
            return List.of(trigger, named(routingKey, "resolve", first, key));
        }
        return switch (State.of(message)) {
            case FIRING -> List.of(trigger);
            case ACKNOWLEDGED -> each(routingKey, "acknowledge", key, message);
            case RESOLVED -> each(routingKey, "resolve", key, message);
        };
    }

    private static List<ObjectNode> each(String routingKey, String action, String key, Message message) {
        return message.told().stream()
                .map(item -> named(routingKey, action, item, key))
                .distinct()
                .toList();
    }

    private static ObjectNode named(String routingKey, String action, Message.Item item, String key) {
        var event = JsonNodeFactory.instance.objectNode();
        event.put("routing_key", routingKey);
        event.put("event_action", action);
        event.put("dedup_key", item.incident() == null ? key : item.incident());
        return event;
    }

    private static ObjectNode trigger(ObjectNode event, String summary, Message message) {
        event.put("client", US);
        if (message.link() != null) {
            event.put("client_url", message.link());
        }
        var links = event.putArray("links");
        Facts.buttons(message)
                .forEach(button -> links.addObject().put("href", button.url()).put("text", button.name()));
        event.set("payload", payload(summary, message));
        return event;
    }

    private static ObjectNode payload(String summary, Message message) {
        var payload = JsonNodeFactory.instance.objectNode();
        payload.put("summary", Texts.atMost(LONGEST_SUMMARY, Texts.oneLine(summary)));
        payload.put("source", US);
        payload.put("severity", message.severity().name().toLowerCase(Locale.ROOT));
        payload.put("timestamp", message.at().toString());
        if (message.model() != null) {
            payload.put("component", message.model().name());
        }
        if (message.dataset() != null) {
            payload.put("group", message.dataset());
        }
        payload.put("class", message.alertType().name());
        payload.set("custom_details", details(message));
        return payload;
    }

    private static ObjectNode details(Message message) {
        var details = JsonNodeFactory.instance.objectNode();
        var happened = details.putArray("What happened");
        message.told().forEach(item -> happened.add(item.text()));
        if (message.omitted() > 0) {
            happened.add("and %d more".formatted(message.omitted()));
        }
        var first = message.told().getFirst();
        details.put("metric", first.metricName());
        details.put("baseline", first.baselineValue());
        details.put("value", first.currentValue());
        details.put("p_value", first.pValue());
        for (Fact fact : Facts.of(message)) {
            details.put(fact.name(), fact.value());
        }
        return details;
    }
}
