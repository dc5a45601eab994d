package io.llmlab.alert.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Channels that an escalation names, with where they stand in a rule.
record EscalationChannels(String pointer, List<String> channels) {

    static List<EscalationChannels> of(@Nullable EscalationRules rules) {
        if (rules == null) {
            return List.of();
        }
        var all = new ArrayList<EscalationChannels>();
        if (rules.escalationChannels() != null) {
            all.add(new EscalationChannels("/escalation_rules/escalation_channels", rules.escalationChannels()));
        }
        if (rules.steps() != null) {
            for (var number = 0; number < rules.steps().size(); number++) {
                var pointer = "/escalation_rules/steps/%d/channels".formatted(number);
                all.add(new EscalationChannels(
                        pointer, rules.steps().get(number).channels()));
            }
        }
        return all;
    }
}
