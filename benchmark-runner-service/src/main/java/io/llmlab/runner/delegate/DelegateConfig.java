package io.llmlab.runner.delegate;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How runs are given to outside runners.
@ConfigMapping(prefix = "runner.http-executor")
interface DelegateConfig {

    /// What callback URLs begin with: where outside runners reach the gateway. `PUBLIC_URL` unless it is set.
    @WithDefault("http://127.0.0.1:8000")
    String callbackBase();

    /// How long an outside runner that is away or busy is tried again, its `Retry-After` included; then the run
    /// fails.
    @WithDefault("5m")
    Duration giveUpAfter();

    /// The first pause before another try; it doubles with each, up to half a minute.
    @WithDefault("500ms")
    Duration firstPause();

    /// How often is looked for what outside runners reported.
    @WithDefault("500ms")
    Duration poll();

    /// The longest result that is read as an answer; longer ones are reported in parts.
    @WithDefault("64M")
    MemorySize maxAnswer();

    @WithDefault("10s")
    Duration connectTimeout();
}
