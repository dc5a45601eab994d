package io.llmlab.alert.notify;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// One way to reach people. An implementation sends and says what came of it; it neither retries nor stores.
///
/// @param <C> its settings, read from the channel's `config`; its constructor rejects what does not fit
public interface Channel<C> {

    ChannelType type();

    Class<C> configType();

    /// Settings that are kept to ourselves.
    default Set<String> secrets() {
        return Set.of();
    }

    /// Checks what the constructor of the settings cannot, such as a template.
    ///
    /// @throws io.llmlab.platform.problem.DomainException.Invalid with a pointer within the settings
    default void check(C config) {}

    /// What its settings make it call. Calling passes the guard too; this is for the person who writes them.
    default List<Destination> destinations(C config) {
        return List.of();
    }

    /// How many messages a minute its receivers take, where they say so for all; a channel may be set lower or
    /// higher. Empty where each receiver has its own limit, or none.
    default OptionalInt maxPerMinute() {
        return OptionalInt.empty();
    }

    /// What is missing to reach anybody, or empty when nothing is.
    Optional<String> missing(C config);

    /// Sends once, to where [#missing] found nothing missing. Never fails: a failure is an outcome.
    Uni<Outcome> send(C config, Dispatch dispatch);
}
