package io.llmlab.alert.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule says to a signal, and why.
public sealed interface Decision {

    /// @param breaches what broke the rule's conditions, the strongest first; never empty
    record Fires(List<Breach> breaches) implements Decision {

        public Fires {
            breaches = List.copyOf(breaches);
        }
    }

    /// The opposite of what the rule watches for: what is open because of it is over.
    ///
    /// @param metricType null where the run as a whole is meant, like the metric's name
    /// @param reason says so, for a person
    record Ends(@Nullable String metricType, @Nullable String metricName, String reason) implements Decision {}

    /// @param reason why nothing comes of it, for the operator
    record Passes(String reason) implements Decision {}
}
