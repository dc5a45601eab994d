package io.llmlab.alert.notify;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A channel's settings as they are stored.
///
/// @param channel its name, to which what is sealed is bound
/// @param open by name; in rows of an older version with secrets among them
/// @param sealed the secrets by name
record ChannelSettings(String channel, Map<String, Object> open, Map<String, String> sealed) {

    /// The names of the secrets that are kept.
    ///
    /// @param secrets all that the type has
    Set<String> kept(Set<String> secrets) {
        var kept = new TreeSet<>(sealed.keySet());
        kept.addAll(plain(secrets));
        return kept;
    }

    /// Those of them that an older version stored in plain.
    Set<String> plain(Set<String> secrets) {
        return open.keySet().stream().filter(secrets::contains).collect(Collectors.toSet());
    }
}
