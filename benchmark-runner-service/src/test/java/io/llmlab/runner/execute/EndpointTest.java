package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.runner.model.ModelType;
import io.llmlab.runner.model.Provider;
import io.llmlab.runner.model.RequestSettings;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndpointTest {

    @Test
    void knowsNoCostWhereAPriceOrACountIsUnknown() {
        assertThat(priced("0.5", "2").cost(3L, 5L)).isCloseTo(11.5, within(1e-12));
        assertThat(priced("0", "0").cost(3L, 5L)).isZero();
        assertThat(priced(null, "2").cost(3L, 5L)).isNull();
        assertThat(priced("0.5", null).cost(3L, 5L)).isNull();
        // Not even where nothing of that price was taken.
        assertThat(priced("0.5", null).cost(3L, 0L)).isNull();
        assertThat(priced("0.5", "2").cost(null, 5L)).isNull();
        assertThat(priced("0.5", "2").cost(3L, null)).isNull();
        assertThat(priced(null, null).isPriced()).isFalse();
    }

    private static Endpoint priced(@Nullable String input, @Nullable String output) {
        return new Endpoint(
                1,
                "gpt-x",
                ModelType.CHAT,
                "https://api.example.com/v1",
                "gpt-x",
                null,
                price(input),
                price(output),
                Provider.OPENAI,
                null,
                RequestSettings.NONE);
    }

    private static @Nullable BigDecimal price(@Nullable String usd) {
        return usd == null ? null : new BigDecimal(usd);
    }
}
