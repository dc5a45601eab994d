package io.llmlab.alert.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long is kept what is over.
@ConfigMapping(prefix = "alert.retention")
public interface RetentionConfig {

    /// Alerts from their end on, with their timelines, deliveries and what is kept back of them; and messages
    /// that belong
    /// to no alert.
    @WithDefault("400d")
    Duration alerts();

    /// Runs from their own time on; the newest 20 of a model and data set stay longer. Rules on costs look
    /// back twice their window, which is two months at most: with less kept they see nothing to compare with.
    @WithDefault("62d")
    Duration runs();

    /// Silences from their end on.
    @WithDefault("90d")
    Duration silences();

    /// Groups that waited together, from their last message on.
    @WithDefault("30d")
    Duration groups();

    /// What rules said of runs, from then on.
    @WithDefault("90d")
    Duration rulings();
}
