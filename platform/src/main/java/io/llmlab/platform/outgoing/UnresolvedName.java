package io.llmlab.platform.outgoing;

/// A name without an address, now: worth another try.
public final class UnresolvedName extends RuntimeException {

    UnresolvedName(String message) {
        super(message, null, false, false);
    }
}
