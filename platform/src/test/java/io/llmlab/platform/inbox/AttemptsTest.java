package io.llmlab.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

    private final List<String> topics = new ArrayList<>();
    private Instant now = START;
    private final Attempts attempts = new Attempts(clock(), topics::add);

    @Test
    void countFromTheFirstAttemptHoweverOftenItIsTried() {
        attempts.begin(List.of(record("a", 1)));
        after(Duration.ofMinutes(5));
        attempts.begin(List.of(record("a", 1)));
        after(Duration.ofMinutes(6));

        assertThat(attempts.oldest("a")).isEqualTo(Duration.ofMinutes(11));
    }

    @Test
    void endWithTheAnswerAndLeaveTheOthers() {
        attempts.begin(List.of(record("a", 1)));
        after(Duration.ofMinutes(1));
        attempts.begin(List.of(record("a", 2), record("b", 1)));
        after(Duration.ofMinutes(1));

        attempts.end(List.of(record("a", 1), record("b", 1)));

        assertThat(attempts.oldest("a")).isEqualTo(Duration.ofMinutes(1));
        assertThat(attempts.oldest("b")).isZero();
        assertThat(topics).containsExactly("a", "b");
    }

    @Test
    void leaveOutWhatCameFromNoTopic() {
        attempts.begin(List.of(Message.of("a letter")));

        assertThat(topics).isEmpty();
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    private static Message<String> record(String topic, long offset) {
        return Message.of(
                "",
                Metadata.of(new IncomingKafkaRecordMetadata<>(new ConsumerRecord<>(topic, 0, offset, "", ""), "test")));
    }
}
