package io.llmlab.platform.deadletter;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Takes in the events of topics. A dead letter is put back through it: by the same way as when it came, and to this
/// service alone, since the topic would tell everybody once more.
public interface Intake {

    /// What takes in an event, by topic. It answers the message (ack or nack), then or later.
    Map<String, Function<Message<String>, Uni<Void>>> takers();
}
