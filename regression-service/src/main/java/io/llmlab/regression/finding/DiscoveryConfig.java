package io.llmlab.regression.finding;

import io.llmlab.regression.detect.classic.FalseDiscovery;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How the looks that one run causes are judged together.
@ConfigMapping(prefix = "regression.discoveries")
interface DiscoveryConfig {

    /// `benjamini-hochberg`: for looks that are independent or depend positively on each other;
    /// `benjamini-yekutieli`: for any dependence, at the price of seeing less.
    @WithDefault("benjamini-hochberg")
    FalseDiscovery rule();
}
