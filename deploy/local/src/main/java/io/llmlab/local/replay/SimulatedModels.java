package io.llmlab.local.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The models on the wire and how each behaves now: the recorded systems under their own names, and aliases.
final class SimulatedModels {

    private final Recording recording;
    private final ObjectMapper json;
    private final Map<String, Behaviour> byName = new ConcurrentHashMap<>();

    SimulatedModels(Recording recording, ObjectMapper json) {
        this.recording = recording;
        this.json = json;
        recording.systems().forEach(system -> byName.put(system, Behaviour.perfect(system)));
    }

    Optional<Behaviour> find(String model) {
        return Optional.ofNullable(byName.get(model));
    }

    /// All models, by name.
    Map<String, Behaviour> all() {
        return new TreeMap<>(byName);
    }

    /// @throws IllegalArgumentException if the change names no recorded system
    Behaviour change(String model, UnaryOperator<Behaviour> change) {
        return byName.compute(model, (name, now) -> known(change.apply(now == null ? Behaviour.perfect(name) : now)));
    }

    /// Applies `{"model": "a", …}`: the fields that are given replace those of the model, which is made if it is new.
    ///
    /// @throws IllegalArgumentException if it names no model, an unknown field, or a value that does not fit
    Behaviour change(JsonNode body) {
        if (!(body instanceof ObjectNode fields) || !fields.path("model").isTextual()) {
            throw new IllegalArgumentException("the body is {\"model\": \"<name>\", …}");
        }
        var model = fields.remove("model").textValue();
        return change(model, now -> merged(now, fields));
    }

    private Behaviour merged(Behaviour now, ObjectNode fields) {
        try {
            var merged = json.<ObjectNode>valueToTree(now);
            merged.setAll(fields);
            return json.treeToValue(merged, Behaviour.class);
        } catch (JsonProcessingException unfit) {
            throw new IllegalArgumentException(unfit.getOriginalMessage(), unfit);
        }
    }

    private Behaviour known(Behaviour behaviour) {
        if (!recording.systems().contains(behaviour.answersAs())) {
            throw new IllegalArgumentException(
                    "the recording has no system %s; it has %s".formatted(behaviour.answersAs(), recording.systems()));
        }
        return behaviour;
    }
}
