package io.llmlab.formats;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Who serves a model, by the first word of `openai/gpt-4o`, `openai:gpt-4o` or `ollama:chat:llama3`.
final class Providers {

    private static final Pattern SEPARATOR = Pattern.compile("[/:]");
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("openai", "openai"),
            Map.entry("anthropic", "anthropic"),
            Map.entry("google", "google"),
            Map.entry("vertex", "google"),
            Map.entry("ollama", "local"),
            Map.entry("localai", "local"),
            Map.entry("vllm", "local"),
            Map.entry("hf", "local"),
            Map.entry("sglang", "local"),
            Map.entry("llama-cpp-python", "local"));

    private Providers() {}

    static String of(String model) {
        var first = SEPARATOR.split(model.toLowerCase(Locale.ROOT), 2)[0];
        return KNOWN.getOrDefault(first, "custom");
    }
}
