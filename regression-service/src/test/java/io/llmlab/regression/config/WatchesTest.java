package io.llmlab.regression.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.platform.http.JsonConventions;
import io.llmlab.regression.series.Series;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchesTest {

    private static DetectionConfig config(String method, String name, @Nullable String dataset) {
        var json = JsonConventions.mapper().createObjectNode();
        json.put("method", method)
                .put("metric_type", "accuracy")
                .put("metric_name", name)
                .put("dataset_name", dataset);
        return DetectionConfig.of(JsonConventions.mapper().convertValue(json, ConfigRequest.class), Instant.EPOCH);
    }

    private static List<String> methods(String name, String dataset, DetectionConfig... configs) {
        var series = new Series(1, 1, dataset, "accuracy", name, "s", null, true);
        return new Watches(Arrays.asList(configs))
                .of(series).stream().map(Watch::method).toList();
    }

    @Test
    void takesAConfigurationByNameForOneOfAllNames() {
        assertThat(methods("overall", "gsm8k", config("auto", "*", null), config("trend", "overall", null)))
                .containsExactly("trend");
        assertThat(methods("other", "gsm8k", config("auto", "*", null), config("trend", "overall", null)))
                .containsExactly("auto");
    }

    @Test
    void takesAConfigurationOfTheDatasetForOneOfAllDatasets() {
        assertThat(methods("overall", "gsm8k", config("auto", "*", null), config("trend", "*", "gsm8k")))
                .containsExactly("trend");
    }

    /// Before, a configuration for one dataset left all others unwatched.
    @Test
    void watchesOtherDatasetsAsBeforeWhereOneHasItsOwn() {
        assertThat(methods("overall", "mmlu", config("auto", "*", null), config("trend", "overall", "gsm8k")))
                .containsExactly("auto");
    }
}
