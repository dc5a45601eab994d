package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What changes the meaning of an lm-evaluation-harness score.
///
/// The git hash is that of the folder the harness was started in, maybe the user's own project, so it is none of it.
final class LmEvalFingerprint {

    private static final List<String> PROMPT = List.of(
            "doc_to_text",
            "doc_to_target",
            "doc_to_choice",
            "description",
            "target_delimiter",
            "fewshot_delimiter",
            "fewshot_config",
            "dataset_path",
            "dataset_name",
            "test_split",
            "validation_split",
            "fewshot_split",
            "output_type");

    private final JsonNode root;
    private final LmEvalModel model;

    LmEvalFingerprint(JsonNode root, LmEvalModel model) {
        this.root = root;
        this.model = model;
    }

    void fill(RunDraft run, String task, String filter) {
        var config = root.path("config");
        var own = root.path("configs").path(task);
        run.fingerprint("harness", run.harness.name());
        run.fingerprint("harness_version", HarnessVersion.minor(run.harness.version()));
        run.fingerprint("task_version", run.task.version());
        run.fingerprint("num_fewshot", shots(task));
        run.fingerprint("filter", filter);
        run.fingerprint("prompt", prompt(own));
        run.fingerprint("generation", decoding(own.path("generation_kwargs")));
        run.fingerprint("gen_kwargs", decoding(config.path("gen_kwargs")));
        run.fingerprint("item_set", itemSet(config.path("limit")));
        run.fingerprint("fewshot_seed", Nodes.scalar(config, "fewshot_seed"));
        run.fingerprint("system_instruction", Nodes.text(root, "system_instruction_sha"));
        run.fingerprint("chat_template", Nodes.text(root, "chat_template_sha"));
        run.fingerprint("fewshot_as_multiturn", Nodes.flag(root, "fewshot_as_multiturn"));
        run.fingerprint("task_hash", Nodes.text(root.path("task_hashes"), task));
        model.meaningful().forEach(run::fingerprint);
    }

    @Nullable
    Object shots(String task) {
        var said = Nodes.count(root.path("n-shot"), task);
        if (said == null) {
            said = Nodes.count(root.path("configs").path(task), "num_fewshot");
        }
        return said == null ? Nodes.count(root.path("config"), "num_fewshot") : said;
    }

    private static String itemSet(JsonNode limit) {
        return limit.isNumber() ? "first:" + limit.asText() : "all";
    }

    private static @Nullable String decoding(JsonNode arguments) {
        return arguments.isMissingNode() || arguments.isNull() ? null : arguments.toString();
    }

    /// The address of a Python function is another one in each process.
    private static @Nullable String prompt(JsonNode own) {
        if (own.isMissingNode()) {
            return null;
        }
        var parts = PROMPT.stream()
                .filter(own::has)
                .map(part -> part + "=" + own.get(part))
                .filter(part -> !part.contains(" at 0x"))
                .collect(Collectors.joining("\n"));
        return Nodes.hash(parts);
    }
}
