package io.llmlab.alert.notify;

import io.smallrye.mutiny.Uni;
import java.util.List;

/// Who names channels. A channel that is named cannot be deleted.
public interface ChannelUsers {

    /// One that names channels.
    ///
    /// @param active whether it would really send anything
    record Use(String id, boolean active, List<String> channels) {

        boolean names(String channel) {
            return channels.contains(channel);
        }
    }

    /// Within the caller's transaction or session.
    Uni<List<Use>> uses();
}
