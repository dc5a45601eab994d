package io.llmlab.runner.execute;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Positive;
import java.util.OptionalDouble;

/// What answers may cost in a day (UTC), in USD. Nothing set: no limit.
@ConfigMapping(prefix = "runner.budget")
interface BudgetConfig {

    /// All models together.
    @Positive
    OptionalDouble perDay();

    /// Each single model.
    @Positive
    OptionalDouble modelPerDay();
}
