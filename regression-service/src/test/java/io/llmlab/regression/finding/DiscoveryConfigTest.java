package io.llmlab.regression.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.regression.detect.classic.FalseDiscovery;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscoveryConfigTest {

    private static FalseDiscovery rule(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withMapping(DiscoveryConfig.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(DiscoveryConfig.class)
                .rule();
    }

    @Test
    void isBenjaminisAndHochbergsRuleUnlessYekutielisIsSet() {
        assertThat(rule(Map.of())).isEqualTo(FalseDiscovery.BENJAMINI_HOCHBERG);
        assertThat(rule(Map.of("REGRESSION_DISCOVERIES_RULE", "benjamini-yekutieli")))
                .isEqualTo(FalseDiscovery.BENJAMINI_YEKUTIELI);
    }

    @Test
    void refusesARuleThatNobodyKnows() {
        var wrong = Map.of("REGRESSION_DISCOVERIES_RULE", "bonferroni");

        assertThatThrownBy(() -> rule(wrong)).hasMessageContaining("bonferroni");
    }
}
