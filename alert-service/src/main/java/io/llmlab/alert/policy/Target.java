package io.llmlab.alert.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where news go.
///
/// @param by which rule or route says so: `rule/nightly`, `route/3`
/// @param route the name of the route, or null where the rule itself names the channels
/// @param channels none where nobody has said, and routes decide
public record Target(String by, @Nullable String route, List<String> channels, Grouping grouping) {

    public Target {
        channels = List.copyOf(channels);
    }

    /// The same on some of the channels.
    public Target on(List<String> some) {
        return new Target(by, route, some, grouping);
    }

    /// The channels that a rule names, or those that had heard of it: told at once.
    public static Target of(String ruleId, List<String> channels) {
        return of(ruleId, channels, Grouping.NONE);
    }

    public static Target of(String ruleId, List<String> channels, Grouping grouping) {
        return new Target("rule/" + ruleId, null, channels, grouping);
    }
}
