package io.llmlab.alert.notify;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What an attempt to deliver brought.
public sealed interface Outcome {

    /// Of the line that stands in a list.
    int LONGEST_ANSWER = 500;

    /// For the person who reads the delivery's history.
    String answer();

    /// What a receiver said by HTTP or SMTP, or null where it said nothing or is reached in another way.
    default @Nullable Reply reply() {
        return null;
    }

    /// The same, said in other words.
    Outcome saying(String answer, @Nullable Reply reply);

    /// The same with all that is said put through `mask`.
    default Outcome masked(UnaryOperator<String> mask) {
        var reply = reply();
        return saying(mask.apply(answer()), reply == null ? null : reply.masked(mask));
    }

    /// The same, no longer than it is kept. Comes after masking: half a secret is not recognised.
    default Outcome shortened() {
        var reply = reply();
        return saying(Texts.atMost(LONGEST_ANSWER, answer()), reply == null ? null : reply.shortened());
    }

    /// An answer by HTTP or SMTP.
    ///
    /// @param status its code
    record Reply(int status, String body) {

        private static final int GONE = 410;

        /// Of what is kept for who has to find out why.
        private static final int LONGEST_BODY = 2_048;

        private Reply masked(UnaryOperator<String> mask) {
            return new Reply(status, mask.apply(body));
        }

        private Reply shortened() {
            return new Reply(status, Texts.atMost(LONGEST_BODY, body));
        }
    }

    /// The receiver has it.
    record Sent(String answer, @Nullable Reply reply) implements Outcome {

        public Sent(String answer) {
            this(answer, null);
        }

        @Override
        public Sent saying(String answer, @Nullable Reply reply) {
            return new Sent(answer, reply);
        }
    }

    /// It may work later: the receiver is away, busy or broken.
    ///
    /// @param after how long the receiver asked to be left alone, or null
    record Delayed(
            String answer,
            @Nullable Duration after,
            @Nullable Reply reply) implements Outcome {

        public Delayed(String answer, @Nullable Duration after) {
            this(answer, after, null);
        }

        @Override
        public Delayed saying(String answer, @Nullable Reply reply) {
            return new Delayed(answer, after, reply);
        }
    }

    /// It will never work: the receiver refused it.
    record Refused(String answer, @Nullable Reply reply) implements Outcome {

        public Refused(String answer) {
            this(answer, null);
        }

        /// Whether the receiver says that it is there no more, for any message.
        boolean isGone() {
            return reply != null && reply.status == Reply.GONE;
        }

        @Override
        public Refused saying(String answer, @Nullable Reply reply) {
            return new Refused(answer, reply);
        }
    }

    /// There is nobody to send it to.
    record Skipped(String answer) implements Outcome {

        @Override
        public Skipped saying(String answer, @Nullable Reply reply) {
            return new Skipped(answer);
        }
    }
}
