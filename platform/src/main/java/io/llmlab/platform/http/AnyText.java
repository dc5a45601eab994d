package io.llmlab.platform.http;

import com.fasterxml.jackson.databind.deser.std.StringDeserializer;

/// Reads a text with every character it has, also NUL, which is refused elsewhere: for what a model said, which nobody
/// can be asked to write otherwise. Whoever stores it replaces what the database cannot hold.
public final class AnyText extends StringDeserializer {

    private static final long serialVersionUID = 1;
}
