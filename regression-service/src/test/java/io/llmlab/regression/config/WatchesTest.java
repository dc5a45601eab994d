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

    private static final long MODEL = 1;

    private static DetectionConfig config(String method, String name, @Nullable String dataset) {
        return config(method, name, dataset, null);
    }

    private static DetectionConfig config(String method, String name, @Nullable String dataset, @Nullable Long model) {
        var json = JsonConventions.mapper().createObjectNode();
        json.put("method", method)
                .put("metric_type", "accuracy")
                .put("metric_name", name)
                .put("dataset_name", dataset)
                .put("model_id", model);
        return DetectionConfig.of(JsonConventions.mapper().convertValue(json, ConfigRequest.class), Instant.EPOCH);
    }

    private static List<String> methods(String name, String dataset, DetectionConfig... configs) {
        var series = new Series(1, MODEL, dataset, "accuracy", name, "s", null, true);
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

    @Test
    void takesAConfigurationOfTheModelForAnyOther() {
        assertThat(methods(
                        "overall",
                        "gsm8k",
                        config("auto", "overall", "gsm8k"),
                        config("trend", "*", null, MODEL),
                        config("new_run", "*", null, MODEL + 1)))
                .containsExactly("trend");
        assertThat(methods("overall", "gsm8k", config("auto", "*", null), config("trend", "overall", null, MODEL + 1)))
                .containsExactly("auto");
    }

    @Test
    void takesAConfigurationOfTheDatasetForOneByName() {
        assertThat(methods("overall", "gsm8k", config("auto", "overall", null), config("trend", "*", "gsm8k")))
                .containsExactly("trend");
    }

    @Test
    void narrowsByModelThenDatasetThenName() {
        var all = new DetectionConfig[] {
            config("threshold_based", "*", null),
            config("statistical_test", "overall", null),
            config("change_point", "*", "gsm8k"),
            config("rolling_average", "overall", "gsm8k"),
            config("percentile_based", "*", null, MODEL),
            config("auto", "overall", null, MODEL),
            config("new_run", "*", "gsm8k", MODEL),
            config("trend", "overall", "gsm8k", MODEL)
        };
        for (var special = all.length; special > 0; special--) {
            assertThat(methods("overall", "gsm8k", Arrays.copyOf(all, special)))
                    .containsExactly(all[special - 1].watch().method());
        }
    }

    /// Before, a configuration for one dataset left all others unwatched.
    @Test
    void watchesOtherDatasetsAsBeforeWhereOneHasItsOwn() {
        assertThat(methods("overall", "mmlu", config("auto", "*", null), config("trend", "overall", "gsm8k")))
                .containsExactly("auto");
    }
}
