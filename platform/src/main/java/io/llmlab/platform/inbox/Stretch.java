package io.llmlab.platform.inbox;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Events of one type that came one after the other, from a topic that carries several.
///
/// @param type as CloudEvents has it
public record Stretch(String type, List<Message<String>> messages) {

    /// All of them, in their order.
    public static List<Stretch> of(List<? extends Message<String>> messages) {
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
