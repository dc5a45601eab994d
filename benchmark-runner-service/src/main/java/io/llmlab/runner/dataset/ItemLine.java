package io.llmlab.runner.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.dataset.DatasetItem.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// One line of a data set, on its way to an item: what is understood is taken, the rest is metadata.
final class ItemLine {

    private static final int MAX_ID = 255;
    private static final int MAX_CHOICES = 26;
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");

    private final Place place;
    private final ObjectNode line;
    private final ObjectNode metadata;

    ItemLine(Place place, ObjectNode line) {
        this.place = place;
        this.line = line;
        this.metadata = line.deepCopy();
    }

    /// @throws Invalid naming line and field
    ItemContent content() {
        ItemJson.unstorable(line).ifPresent(this::refuse);
        var id = id();
        var messages = messages();
        if (!isMissing("choices")) {
            var choices = choices();
            var answer = choice(choices);
            return new ItemContent(id, messages, letter(answer), choices, answer, metadata);
        }
        return new ItemContent(id, messages, target(), List.of(), null, metadata);
    }

    /// Whether the line says what the item is called, so that it is called that or refused.
    boolean hasId() {
        return !isMissing("id");
    }

    private void refuse(String content) {
        throw error("", "contains %s, which cannot be stored".formatted(content));
    }

    private String id() {
        var id = isMissing("id") ? Integer.toString(place.number()) : scalar("id");
        if (id.isBlank() || id.length() > MAX_ID) {
            throw error("id", "must have 1 to %d characters".formatted(MAX_ID));
        }
        metadata.remove("id");
        return id;
    }

    private List<Message> messages() {
        if (!isMissing("messages")) {
            if (!isMissing("prompt")) {
                throw error("messages", "stands beside prompt; a line has one of them");
            }
            return conversation(take("messages"));
        }
        var field = isMissing("prompt") && !isMissing("question") ? "question" : "prompt";
        var prompt = isMissing(field) ? null : take(field);
        if (prompt == null) {
            throw error("prompt", "is missing; a line has prompt, question or messages");
        }
        return List.of(new Message("user", text(field, prompt)));
    }

    private List<Message> conversation(JsonNode turns) {
        if (!turns.isArray() || turns.isEmpty()) {
            throw error("messages", "must be an array of {role, content} with at least one entry");
        }
        return StreamSupport.stream(turns.spliterator(), false)
                .map(this::message)
                .toList();
    }

    private Message message(JsonNode turn) {
        if (!turn.isObject() || turn.size() != 2 || !turn.hasNonNull("role") || !turn.hasNonNull("content")) {
            throw error("messages", "must be an array of {role, content}");
        }
        var role = turn.get("role").asText();
        if (!ROLES.contains(role)) {
            throw error("messages", "knows the roles system, developer, user and assistant, not '%s'".formatted(role));
        }
        return new Message(role, text("messages", turn.get("content")));
    }

    private List<String> choices() {
        var choices = take("choices");
        if (!choices.isArray() || choices.size() < 2 || choices.size() > MAX_CHOICES) {
            throw error("choices", "must be an array of 2 to %d texts".formatted(MAX_CHOICES));
        }
        var texts = new ArrayList<String>();
        for (var choice : choices) {
            if (!choice.isTextual() && !choice.isNumber()) {
                throw error("choices", "must be an array of texts");
            }
            texts.add(choice.asText());
        }
        return List.copyOf(texts);
    }

    /// The right choice may be named by its index, its letter or its text, in `answer` or in `target`.
    private int choice(List<String> choices) {
        var field = isMissing("answer") ? "target" : "answer";
        if (isMissing(field)) {
            throw error("answer", "is missing; it is the index (from 0) or the letter of the right choice");
        }
        var answer = take(field);
        var index =
                answer.isTextual() ? indexOf(answer.asText().strip(), choices) : answer.isInt() ? answer.asInt() : -1;
        if (index < 0 || index >= choices.size()) {
            throw error(
                    field,
                    "must be an index from 0 to %d or a letter from A to %s, not %s"
                            .formatted(choices.size() - 1, letter(choices.size() - 1), answer));
        }
        return index;
    }

    private static int indexOf(String answer, List<String> choices) {
        if (answer.length() == 1) {
            var letter = Character.toUpperCase(answer.charAt(0)) - 'A';
            if (letter >= 0 && letter < choices.size()) {
                return letter;
            }
        }
        var same = IntStream.range(0, choices.size())
                .filter(index -> choices.get(index).strip().equals(answer))
                .toArray();
        return same.length == 1 ? same[0] : -1;
    }

    private String target() {
        if (!isMissing("target")) {
            var target = scalar("target");
            metadata.remove("target");
            return notBlank("target", target);
        }
        if (isMissing("answer")) {
            throw error("target", "is missing; a line has target, or choices and answer");
        }
        var answer = notBlank("answer", scalar("answer"));
        var worked = Gsm8k.finalAnswer(answer);
        if (worked.isPresent()) {
            return worked.get();
        }
        metadata.remove("answer");
        return answer;
    }

    private String scalar(String field) {
        var value = line.get(field);
        if (!value.isTextual() && !value.isNumber() && !value.isBoolean()) {
            throw error(field, "must be a text or a number");
        }
        return value.asText();
    }

    private String text(String field, @Nullable JsonNode value) {
        if (value == null || !value.isTextual()) {
            throw error(field, "must be a text");
        }
        return notBlank(field, value.asText());
    }

    private String notBlank(String field, String text) {
        if (text.isBlank()) {
            throw error(field, "must not be empty");
        }
        return text;
    }

    private boolean isMissing(String field) {
        return !line.hasNonNull(field);
    }

    private JsonNode take(String field) {
        metadata.remove(field);
        return line.get(field);
    }

    private static String letter(int index) {
        return String.valueOf((char) ('A' + index));
    }

    private Invalid error(String field, String detail) {
        return place.error(field, detail);
    }
}
