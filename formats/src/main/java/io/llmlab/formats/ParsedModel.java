package io.llmlab.formats;

import org.jspecify.annotations.Nullable;

/// @param name what the file calls it, without revision or snapshot, so that the same model keeps its name
/// @param provider `openai`, `anthropic`, `google`, `local` or `custom`, as far as the name tells; null: it does not
/// @param resolved the snapshot that answered (`claude-haiku-4-5-20251001`, a git revision); null: unknown
public record ParsedModel(
        String name, @Nullable String provider, @Nullable String resolved) {}
