package io.llmlab.alert.policy;

import java.time.Instant;
import java.util.Optional;

/// One reason to leave people alone for now. It knows neither clock nor database.
public interface Policy {

    /// Empty where it lets the news pass.
    Optional<Hold> judge(Traits alert, Instant now);
}
