package io.llmlab.regression.confirm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "regression.confirmation")
public interface ConfirmationConfig {

    /// How long a suspicion waits for repeats before it is decided on what there is.
    @WithDefault("6h")
    Duration patience();
}
