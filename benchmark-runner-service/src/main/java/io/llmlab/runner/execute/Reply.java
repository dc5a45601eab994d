package io.llmlab.runner.execute;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What became of one request to a model.
sealed interface Reply {

    /// @param text what the model said; a refusal too
    /// @param model what answered, as the endpoint says: the dated snapshot behind a name; null: it says none
    /// @param refused whether the endpoint says that the model would not answer
    /// @param finish why the answer ended, in the endpoint's words
    /// @param fingerprint of the backend, as the endpoint says
    /// @param firstTokenMs of a streamed answer: until its first piece was there
    /// @param tokensPerSecond of a streamed answer: from its first piece to its last
    record Answered(
            String text,
            @Nullable String model,
            @Nullable Long inputTokens,
            @Nullable Long outputTokens,
            boolean refused,
            @Nullable String finish,
            @Nullable String fingerprint,
            @Nullable Double firstTokenMs,
            @Nullable Double tokensPerSecond)
            implements Reply {}

    /// The endpoint said no.
    ///
    /// @param detail the beginning of what it said
    /// @param retryAfter how long it asks to wait
    record Rejected(int status, String detail, Optional<Duration> retryAfter) implements Reply {}

    /// No answer came, or none that can be read.
    ///
    /// @param passing whether another try may do better
    record Broken(String detail, boolean passing) implements Reply {}

    /// Whether it makes sense to ask again.
    default boolean mayPass() {
        return switch (this) {
            case Answered _ -> false;
            case Rejected rejected -> rejected.status() == 429 || rejected.status() == 408 || rejected.status() >= 500;
            case Broken broken -> broken.passing();
        };
    }

    /// How long the endpoint asks to wait.
    default Optional<Duration> pause() {
        return this instanceof Rejected rejected ? rejected.retryAfter() : Optional.empty();
    }
}
