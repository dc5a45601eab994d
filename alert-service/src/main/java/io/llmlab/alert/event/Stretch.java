package io.llmlab.alert.event;

import io.llmlab.platform.inbox.Inbox;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Events of one type that came one after the other.
record Stretch(String type, List<Message<String>> messages) {

    /// All of them, in their order.
    static List<Stretch> of(List<? extends Message<String>> messages) {
        var stretches = new ArrayList<Stretch>();
        for (var message : messages) {
            var type = Inbox.typeOf(message);
            if (stretches.isEmpty() || !stretches.getLast().type().equals(type)) {
                stretches.add(new Stretch(type, new ArrayList<>()));
            }
            stretches.getLast().messages().add(message);
        }
        return stretches;
    }
}
