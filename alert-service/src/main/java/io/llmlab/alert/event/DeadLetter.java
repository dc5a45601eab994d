package io.llmlab.alert.event;

import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.LabTroubled;
import io.llmlab.alert.signal.Subject;
import io.llmlab.alert.signal.Trouble;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event that could never be processed.
///
/// @param topic where it lies
/// @param reason what the service said that could not process it
record DeadLetter(
        String topic, int partition, long offset, @Nullable String reason) {

    private static final String SUFFIX = ".dlq";
    private static final int LONGEST_REASON = 300;

    Signal signal() {
        var events = topic.endsWith(SUFFIX) ? topic.substring(0, topic.length() - SUFFIX.length()) : topic;
        return new LabTroubled(
                new Subject(0, Model.NONE, "", Map.of()),
                Trouble.DEAD_LETTERS,
                "dead_letters",
                topic,
                "An event of %s could not be processed".formatted(events),
                "It lies in %s, partition %d, offset %d%s".formatted(topic, partition, offset, why()));
    }

    /// What the record is in the inbox.
    String source() {
        return "%s/%d".formatted(topic, partition);
    }

    private String why() {
        if (reason == null) {
            return "";
        }
        return ": " + (reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…");
    }
}
