package io.llmlab.platform.inbox;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Divides what one poll brought: what is read at once must fit into a small heap several times over, and a transaction
/// should not hold its locks for long.
final class Lots {

    private static final int MOST_EVENTS = 100;
    private static final int MOST_CHARACTERS = 500_000;

    private Lots() {}

    /// In their order; a larger message is a lot of its own.
    static <M extends Message<String>> List<List<M>> of(List<M> messages) {
        var lots = new ArrayList<List<M>>();
        var characters = 0;
        for (var message : messages) {
            var length = message.getPayload().length();
            if (lots.isEmpty() || lots.getLast().size() == MOST_EVENTS || characters + length > MOST_CHARACTERS) {
                lots.add(new ArrayList<>());
                characters = 0;
            }
            lots.getLast().add(message);
            characters += length;
        }
        return lots;
    }
}
