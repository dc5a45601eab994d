package io.llmlab.alert.notify;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;

/// What other features may ask about channels, within their own transaction.
@ApplicationScoped
public class Channels {

    private final ChannelRepository channels;

    Channels(ChannelRepository channels) {
        this.channels = channels;
    }

    /// Fails with the names that exist where one of the given ones does not.
    ///
    /// @param pointer JSON pointer to the list in the caller's body
    public Uni<Void> require(List<String> names, String pointer) {
        return channels.names()
                .invoke(known -> requireKnown(names, known, pointer))
                .replaceWithVoid();
    }

    private static void requireKnown(List<String> names, List<String> known, String pointer) {
        var errors = IntStream.range(0, names.size())
                .filter(index -> !known.contains(names.get(index)))
                .mapToObj(index -> FieldError.inBody(
                        "%s/%d".formatted(pointer, index),
                        "there is no channel '%s'; there are %s".formatted(names.get(index), String.join(", ", known))))
                .toList();
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
    }
}
