package io.llmlab.alert.notify.webhook;

import io.llmlab.alert.notify.Message;
import java.util.List;
import java.util.function.Function;

/// Makes messages fit into what Standard Webhooks advises: without its chart, then without its least important items.
final class Fitting {

    static final int MOST_BYTES = 20_000;

    private static final List<Integer> LISTED = List.of(Message.MOST_ITEMS, 10, 5, 2, 1);

    private Fitting() {}

    /// @return larger only where a message of one item is
    static byte[] of(Message message, Function<Message, byte[]> body) {
        var whole = body.apply(message);
        return whole.length <= MOST_BYTES ? whole : shortened(message.withoutChart(), body);
    }

    private static byte[] shortened(Message message, Function<Message, byte[]> body) {
        return LISTED.stream()
                .map(most -> body.apply(message.listing(most)))
                .filter(shorter -> shorter.length <= MOST_BYTES)
                .findFirst()
                .orElseGet(() -> body.apply(message.listing(1)));
    }
}
