package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What changes the meaning of an inspect_ai score; how many requests run at once does not.
final class InspectFingerprint {

    private static final List<String> DECODING = List.of(
            "temperature",
            "top_p",
            "top_k",
            "max_tokens",
            "seed",
            "stop_seqs",
            "system_message",
            "frequency_penalty",
            "presence_penalty",
            "num_choices",
            "best_of",
            "reasoning_effort",
            "reasoning_tokens");

    private final JsonNode header;
    private final JsonNode eval;

    InspectFingerprint(JsonNode header) {
        this.header = header;
        this.eval = header.path("eval");
    }

    void fill(RunDraft run) {
        run.fingerprint("harness", run.harness.name());
        run.fingerprint("harness_version", HarnessVersion.minor(run.harness.version()));
        run.fingerprint("task_version", run.task.version());
        run.fingerprint("dataset", Nodes.text(eval.path("dataset"), "name"));
        run.fingerprint("task_args", text(eval.path("task_args")));
        run.fingerprint("solver", hash(header.path("plan").path("steps")));
        run.fingerprint("scorers", hash(eval.path("scorers")));
        run.fingerprint("model_roles", hash(eval.path("model_roles")));
        run.fingerprint("item_set", itemSet());
        run.fingerprint("epochs", Nodes.count(eval.path("config"), "epochs"));
        run.fingerprint("epochs_reducer", text(eval.path("config").path("epochs_reducer")));
        for (var name : DECODING) {
            var own = header.path("plan").path("config").path(name);
            run.fingerprint(
                    name,
                    text(
                            own.isMissingNode()
                                    ? eval.path("model_generate_config").path(name)
                                    : own));
        }
    }

    private String itemSet() {
        var limit = eval.path("config").path("limit");
        if (limit.isArray() && limit.size() == 2) {
            return "range:%s-%s".formatted(limit.get(0).asText(), limit.get(1).asText());
        }
        return limit.isNumber() ? "first:" + limit.asText() : "all";
    }

    private static @Nullable String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty())) {
            return null;
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }

    private static @Nullable String hash(JsonNode node) {
        var text = text(node);
        return text == null ? null : Nodes.hash(text);
    }
}
