package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Puts an answer together, from one piece or many, and takes the time at which they come.
final class Hearing {

    private static final int LONGEST_NAME = 255;
    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final LongSupplier nanoTime;
    private final long begun;
    private @Nullable String model;
    private @Nullable String fingerprint;
    private @Nullable String finish;
    private @Nullable Long inputTokens;
    private @Nullable Long outputTokens;
    private long hiddenTokens;
    private @Nullable Long thoughtFrom;
    private Reply.@Nullable Broken broken;
    private boolean refused;
    private boolean understood;
    private boolean ended;
    private int pieces;
    private long first;
    private long last;

    /// @param nanoTime as [System#nanoTime()]
    Hearing(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /// What came is what the API promises.
    void understood() {
        understood = true;
    }

    boolean isUnderstood() {
        return understood;
    }

    /// Nothing of the answer is missing.
    void ended() {
        ended = true;
    }

    void say(String piece) {
        if (!piece.isEmpty()) {
            text.append(piece);
            tick();
        }
    }

    /// Words of a refusal, which are an answer too where there is no other.
    void refuse(String piece) {
        refused = true;
        if (!piece.isEmpty()) {
            refusal.append(piece);
            tick();
        }
    }

    /// Streamed thinking is no part of the answer, but its tokens are counted with the answer's.
    void think(String piece) {
        if (!piece.isEmpty() && thoughtFrom == null) {
            thoughtFrom = nanoTime.getAsLong();
        }
    }

    /// Tokens of thinking that is not streamed: they are among the answer's, and were there before its first piece.
    void hidden(@Nullable Long tokens) {
        hiddenTokens = tokens == null ? hiddenTokens : tokens;
    }

    private void tick() {
        last = nanoTime.getAsLong();
        first = pieces == 0 ? last : first;
        pieces++;
    }

    void refused() {
        refused = true;
    }

    void model(JsonNode name) {
        model = usable(name) == null ? model : usable(name);
    }

    void fingerprint(JsonNode name) {
        fingerprint = usable(name) == null ? fingerprint : usable(name);
    }

    void finish(JsonNode reason) {
        finish = usable(reason) == null ? finish : usable(reason);
    }

    /// What is no number stays unknown.
    void tokens(@Nullable Long input, @Nullable Long output) {
        inputTokens = input == null ? inputTokens : input;
        outputTokens = output == null ? outputTokens : output;
    }

    /// The endpoint gave up in the middle.
    void broken(String detail, boolean passing) {
        broken = broken == null ? new Reply.Broken(detail, passing) : broken;
    }

    static @Nullable Long count(JsonNode tokens) {
        return tokens.isIntegralNumber() && tokens.asLong() >= 0 ? tokens.asLong() : null;
    }

    private static @Nullable String usable(JsonNode name) {
        var said = name.asText("").strip();
        var unusable =
                said.isEmpty() || said.length() > LONGEST_NAME || said.chars().anyMatch(Character::isISOControl);
        return unusable ? null : said;
    }

    /// @param garbage what to say where it was no answer at all
    Reply whole(String garbage) {
        if (broken != null) {
            return broken;
        }
        return understood ? answered(null, null) : new Reply.Broken(garbage, false);
    }

    /// @param garbage what to say where it was no answer at all
    Reply streamed(String garbage) {
        if (broken != null) {
            return broken;
        }
        if (!understood) {
            return new Reply.Broken(garbage, false);
        }
        if (!ended) {
            return new Reply.Broken("broke off in the middle of its stream", true);
        }
        return answered(pieces == 0 ? null : (first - begun) / NANOS_PER_MS, speed());
    }

    /// Of the tokens behind the first one: that one's time is another measure.
    private @Nullable Double speed() {
        if (outputTokens == null || pieces == 0) {
            return null;
        }
        var from = thoughtFrom == null ? first : thoughtFrom;
        var streamed = thoughtFrom == null ? outputTokens - hiddenTokens : outputTokens;
        return streamed < 2 || last <= from ? null : (streamed - 1) * NANOS_PER_SECOND / (last - from);
    }

    private Reply.Answered answered(@Nullable Double firstTokenMs, @Nullable Double speed) {
        var said = text.isEmpty() ? refusal.toString() : text.toString();
        return new Reply.Answered(
                said, model, inputTokens, outputTokens, refused, finish, fingerprint, firstTokenMs, speed);
    }
}
