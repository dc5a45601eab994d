package io.llmlab.alert.notify;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// One thing that a message says beside its items, in one line.
///
/// @param name a few words, for example `Last good run`
/// @param url an http or https address that it leads to, or null
@RegisterForReflection
public record Fact(String name, String value, @Nullable String url) {

    public Fact {
        value = Texts.oneLine(value);
    }
}
