package io.llmlab.alert.notify;

import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What other features may ask about channels, within their own transaction.
@ApplicationScoped
public class Channels {

    private final ChannelRepository channels;

    Channels(ChannelRepository channels) {
        this.channels = channels;
    }

    /// Fails with the names that exist where one of the given ones does not, or takes no alerts.
    ///
    /// @param pointer JSON pointer to the list in the caller's body
    public Uni<Void> require(List<String> names, String pointer) {
        return channels.namesForAlerts()
                .invoke(known -> requireKnown(names, known, pointer))
                .replaceWithVoid();
    }

    /// Fails where there is no such channel, or nobody reads what it is sent.
    public Uni<Void> requireReadable(String name) {
        return channels.require(name)
                .invoke(channel -> {
                    if (!channel.type().isRead()) {
                        throw new Conflict("Channel %s is of type %s, which takes no digests"
                                .formatted(name, channel.type().name().toLowerCase(Locale.ROOT)));
                    }
                })
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
