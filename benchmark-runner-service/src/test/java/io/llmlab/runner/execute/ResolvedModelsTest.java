package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.runner.run.SampleRow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResolvedModelsTest {

    private static Asked answeredBy(@Nullable String model) {
        var row = new SampleRow(0, "q1", "0", "", "", "", 1.0, true, 1.0, null, null, null, null, null);
        return new Asked(row, model, false);
    }

    @Test
    void namesEachModelThatAnsweredOnce() {
        var models = new ResolvedModels("x-2");
        models.heard(List.of(answeredBy("x-2"), answeredBy(null), answeredBy("x-1")));

        assertThat(models.inWords()).contains("x-1, x-2");
    }

    @Test
    void saysNothingWhereTheEndpointDoesNot() {
        var models = new ResolvedModels(null);
        models.heard(List.of(answeredBy(null)));

        assertThat(models.inWords()).isEmpty();
    }

    @Test
    void keepsTheFirstFiveOfManyNames() {
        var models = new ResolvedModels(null);
        models.heard(List.of("a", "b", "c", "d", "e", "f").stream()
                .map(ResolvedModelsTest::answeredBy)
                .toList());

        assertThat(models.inWords()).contains("a, b, c, d, e");
    }
}
