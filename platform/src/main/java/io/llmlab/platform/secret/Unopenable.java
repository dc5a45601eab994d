package io.llmlab.platform.secret;

/// A sealed value that cannot be opened. Its message is for people and says nothing of the value.
public final class Unopenable extends RuntimeException {

    private final boolean keyMissing;

    private Unopenable(String message, boolean keyMissing) {
        super(message, null, false, false);
        this.keyMissing = keyMissing;
    }

    static Unopenable withoutKey(String keyId) {
        return new Unopenable(
                "it is sealed with key %s, which LLMLAB_SECRETS_KEYS does not hold".formatted(keyId), true);
    }

    static Unopenable changed() {
        return new Unopenable("it was changed or moved outside of this service", false);
    }

    /// Whether it can be opened once the key is back; else never.
    public boolean isKeyMissing() {
        return keyMissing;
    }
}
