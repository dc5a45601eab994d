package io.llmlab.gateway.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What a file wants otherwise than it is. What the file does not name stays as it is.
final class Difference {

    static final String MASK = "***";

    /// As alert-service keeps them; it never returns them.
    private static final Set<String> SECRETS =
            Set.of("password", "secret", "previous_secret", "headers", "webhook_url", "routing_key");

    private Difference() {}

    /// @param existing as its owner has it; missing where it is made
    static List<FieldChange> of(Wanted wanted, JsonNode existing) {
        var changes = new ArrayList<FieldChange>();
        wanted.fields().properties().forEach(field -> {
            var name = field.getKey();
            var before = existing.path(name);
            if (wanted.kind() == Kind.CHANNELS && name.equals("config")) {
                changes.addAll(ofSettings(wanted, existing));
            } else if (!isSame(field.getValue(), before, wanted.kind().completes(name))
                    && !isUsualLimit(name, field.getValue())) {
                changes.add(FieldChange.of(name, before, field.getValue()));
            }
        });
        return changes;
    }

    /// Those of a channel are shown one by one, its secrets never. Whether a secret is another one its owner knows.
    private static List<FieldChange> ofSettings(Wanted wanted, JsonNode existing) {
        var before = existing.path("config");
        var after = wanted.fields().path("config");
        var names = new LinkedHashSet<String>();
        after.fieldNames().forEachRemaining(names::add);
        before.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> !isSecret(wanted, existing, name))
                .filter(name -> !isSame(after.path(name), before.path(name), false))
                .map(name -> FieldChange.of("config." + name, before.path(name), after.path(name)))
                .toList();
    }

    /// @param existing as its owner has it, whose type it keeps where the file names none
    static boolean isSecret(Wanted channel, JsonNode existing, String setting) {
        return SECRETS.contains(setting) || (setting.equals("url") && isHeartbeat(channel, existing));
    }

    /// Where the type is not known at all, an address is none that may be shown.
    private static boolean isHeartbeat(Wanted channel, JsonNode existing) {
        var type = existing.path("type").asText("heartbeat");
        return channel.fields().path("type").asText(type).equals("heartbeat");
    }

    /// A channel without a limit of its own is listed with that of its type.
    private static boolean isUsualLimit(String name, JsonNode value) {
        return name.equals("max_per_minute") && value.isNull();
    }

    /// @param completed whether what the first does not name is no difference
    static boolean isSame(JsonNode wanted, JsonNode existing, boolean completed) {
        if (isNothing(wanted) || isNothing(existing)) {
            return isNothing(wanted) && isNothing(existing);
        }
        if (wanted.isNumber() && existing.isNumber()) {
            return wanted.decimalValue().compareTo(existing.decimalValue()) == 0;
        }
        if (wanted.isTextual() && existing.isTextual()) {
            return wanted.equals(existing) || isSameTime(wanted.asText(), existing.asText());
        }
        if (wanted.isArray() && existing.isArray()) {
            return wanted.size() == existing.size()
                    && IntStream.range(0, wanted.size())
                            .allMatch(index -> isSame(wanted.get(index), existing.get(index), completed));
        }
        return wanted.isObject() && existing.isObject()
                ? isSameObject(wanted, existing, completed)
                : wanted.equals(existing);
    }

    private static boolean isSameObject(JsonNode wanted, JsonNode existing, boolean completed) {
        var names = new LinkedHashSet<String>();
        wanted.fieldNames().forEachRemaining(names::add);
        if (!completed) {
            existing.fieldNames().forEachRemaining(names::add);
        }
        return names.stream()
                .allMatch(name -> isSame(
                        wanted.path(name).isMissingNode() ? MissingNode.getInstance() : wanted.path(name),
                        existing.path(name),
                        completed));
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull() || value.isMissingNode();
    }

    private static boolean isSameTime(String one, String other) {
        var time = time(one);
        return time.isPresent() && time.equals(time(other));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }
}
