package io.llmlab.alert.notify;

import io.smallrye.mutiny.Uni;
import java.util.List;

/// Who names channels. A channel that is named cannot be deleted.
public interface ChannelUsers {

    /// The ids of those that name the channel.
    Uni<List<String>> using(String channel);
}
