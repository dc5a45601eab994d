package io.llmlab.alert.policy;

import io.llmlab.alert.signal.NewsKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of news that is kept back.
///
/// @param part by its fingerprint
/// @param channels on which it is to be told
/// @param why what there is to say of the alert, or null where its own message says it
public record HeldNews(
        long alertId,
        String part,
        NewsKind kind,
        List<String> channels,
        @Nullable String why) {

    public HeldNews {
        channels = channels.stream().sorted().distinct().toList();
    }
}
