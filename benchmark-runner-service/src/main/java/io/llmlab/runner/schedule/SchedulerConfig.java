package io.llmlab.runner.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

/// `SCHEDULER_TIMEZONE` and its like.
@ConfigMapping(prefix = "scheduler")
public interface SchedulerConfig {

    /// The time zone of jobs that name none.
    @WithDefault("UTC")
    ZoneId timezone();
}
