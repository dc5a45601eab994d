package io.llmlab.alert.notify.database;

import io.llmlab.alert.notify.Channel;
import io.llmlab.alert.notify.ChannelType;
import io.llmlab.alert.notify.Dispatch;
import io.llmlab.alert.notify.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Keeps the message where deliveries are kept, and does no more: the row itself is the delivery.
@RegisterForReflection(ignoreNested = false)
@ApplicationScoped
class DatabaseChannel implements Channel<DatabaseChannel.Config> {

    record Config() {}

    @Override
    public ChannelType type() {
        return ChannelType.DATABASE;
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Optional<String> missing(Config config) {
        return Optional.empty();
    }

    @Override
    public Uni<Outcome> send(Config config, Dispatch dispatch) {
        return Uni.createFrom().item(new Outcome.Sent("stored"));
    }
}
