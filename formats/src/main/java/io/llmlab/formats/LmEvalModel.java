package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The model of an lm-evaluation-harness run: from `model_name`, else from `model_args`, which is `k=v,k=v` or an
/// object.
final class LmEvalModel {

    /// Arguments that change what the model answers; the others say where and how fast it runs.
    private static final Set<String> MEANINGFUL = Set.of(
            "dtype",
            "quantization",
            "load_in_4bit",
            "load_in_8bit",
            "bnb_4bit_quant_type",
            "bnb_4bit_compute_dtype",
            "autogptq",
            "gptqmodel",
            "delta",
            "subfolder",
            "max_length",
            "max_model_len",
            "max_gen_toks",
            "add_bos_token",
            "prefix_token_id",
            "truncation",
            "softmax_dtype",
            "enable_thinking",
            "think_end_token",
            "seed");

    private static final Map<String, String> PROVIDERS = Map.of(
            "openai-completions", "openai",
            "openai-chat-completions", "openai",
            "anthropic-completions", "anthropic",
            "anthropic-chat", "anthropic",
            "anthropic-chat-completions", "anthropic",
            "local-completions", "custom",
            "local-chat-completions", "custom",
            "gguf", "local",
            "vllm", "local",
            "sglang", "local");

    private static final Pattern SECRET =
            Pattern.compile(".*(api_?key|secret|password|auth|_token|^token).*", Pattern.CASE_INSENSITIVE);

    private final JsonNode root;
    private final JsonNode config;
    private final Map<String, String> arguments;

    LmEvalModel(JsonNode root) {
        this.root = root;
        this.config = root.path("config");
        this.arguments = arguments(config.path("model_args"));
    }

    private static Map<String, String> arguments(JsonNode given) {
        var arguments = new LinkedHashMap<String, String>();
        if (given.isObject()) {
            given.propertyStream()
                    .forEach(argument ->
                            arguments.put(argument.getKey(), argument.getValue().asText()));
        } else {
            for (var argument : given.asText("").split(",")) {
                var equals = argument.indexOf('=');
                if (equals > 0) {
                    arguments.put(
                            argument.substring(0, equals).strip(),
                            argument.substring(equals + 1).strip());
                }
            }
        }
        return arguments;
    }

    ParsedModel parsed() {
        return new ParsedModel(name(), provider(), resolved());
    }

    private String name() {
        var said = Nodes.text(root, "model_name");
        var name = said == null ? first("pretrained", "model", "engine", "model_name", "path") : said;
        if (name == null) {
            name = Nodes.text(config, "model");
        }
        var adapter = first("peft", "lora_local_path");
        return (name == null ? "unknown" : name) + (adapter == null ? "" : "+" + adapter);
    }

    private @Nullable String first(String... names) {
        for (var name : names) {
            var value = arguments.get(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    private @Nullable String provider() {
        var kind = Nodes.text(config, "model");
        if (kind == null) {
            return null;
        }
        var plain = kind.toLowerCase(Locale.ROOT);
        return plain.startsWith("hf") ? "local" : PROVIDERS.get(plain);
    }

    private @Nullable String resolved() {
        var sha = Nodes.text(config, "model_sha");
        return sha == null ? revision() : sha;
    }

    /// Of the model's repository: a checkpoint, not another model.
    @Nullable
    String revision() {
        var argument = arguments.get("revision");
        return argument == null ? Nodes.text(config, "model_revision") : argument;
    }

    Map<String, String> meaningful() {
        var meaningful = new TreeMap<String, String>();
        arguments.forEach((name, value) -> {
            if (MEANINGFUL.contains(name)) {
                meaningful.put(name, value);
            }
        });
        return meaningful;
    }

    /// For people; without what must not be stored.
    Map<String, String> shown() {
        var shown = new LinkedHashMap<>(arguments);
        shown.keySet().removeIf(name -> SECRET.matcher(name).matches() && !name.startsWith("think"));
        return shown;
    }
}
