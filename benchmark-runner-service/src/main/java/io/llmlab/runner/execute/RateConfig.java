package io.llmlab.runner.execute;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Min;
import java.util.OptionalLong;

/// What each provider may be asked in a minute, by all runs of all instances together. Nothing set: no limit.
@ConfigMapping(prefix = "runner.rate")
public interface RateConfig {

    Limit openai();

    Limit anthropic();

    Limit google();

    Limit local();

    Limit custom();

    /// What one provider may be asked in a minute.
    interface Limit {

        @Min(1)
        OptionalLong requestsPerMinute();

        /// Of question and answer together.
        @Min(1)
        OptionalLong tokensPerMinute();
    }
}
