package io.llmlab.platform.trace;

/// An event whose effect is a step of a trace of its own right: it has a span even where its producer sent no trace.
public interface Traced {

    /// What is done because of it, in a word, for example `weigh`.
    String step();

    Cause cause();
}
