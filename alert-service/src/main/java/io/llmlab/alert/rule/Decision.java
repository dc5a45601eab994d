package io.llmlab.alert.rule;

import java.util.List;

/// What a rule says to a signal, and why.
public sealed interface Decision {

    /// @param breaches what broke the rule's conditions, the strongest first; never empty
    record Fires(List<Breach> breaches) implements Decision {

        public Fires {
            breaches = List.copyOf(breaches);
        }
    }

    /// @param reason why nothing comes of it, for the operator
    record Passes(String reason) implements Decision {}
}
