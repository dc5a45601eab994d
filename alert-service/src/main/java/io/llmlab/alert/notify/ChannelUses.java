package io.llmlab.alert.notify;

import io.llmlab.alert.notify.ChannelUsers.Use;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// All who name channels.
@ApplicationScoped
class ChannelUses {

    private final List<ChannelUsers> users;

    ChannelUses(@All List<ChannelUsers> users) {
        this.users = users;
    }

    /// Within the caller's transaction or session.
    Uni<List<Use>> all() {
        return Multi.createFrom()
                .iterable(users)
                .onItem()
                .transformToUniAndConcatenate(ChannelUsers::uses)
                .onItem()
                .<Use>disjoint()
                .collect()
                .asList();
    }
}
