package io.llmlab.alert.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.llmlab.alert.incident.AlertChanged.Change;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Severity;
import io.llmlab.platform.http.JsonConventions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertTest {

    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void publishesWhatItsContractPromises() throws IOException {
        for (var change : Change.values()) {
            assertThat(violations(new AlertChanged(change, AT, model(), facts("accuracy", 0.5))))
                    .isEmpty();
            assertThat(violations(new AlertChanged(change, AT, model(), facts(null, null))))
                    .isEmpty();
        }
    }

    @Test
    void tellsAnIdentityByRuleModelDatasetAndMetric() {
        var fingerprint = Fingerprint.of("r", 1, "d", "accuracy", "m");

        assertThat(fingerprint).matches("[0-9a-f]{16}").isEqualTo(Fingerprint.of("r", 1, "d", "accuracy", "m"));
        assertThat(fingerprint)
                .isNotEqualTo(Fingerprint.of("r2", 1, "d", "accuracy", "m"))
                .isNotEqualTo(Fingerprint.of("r", 2, "d", "accuracy", "m"))
                .isNotEqualTo(Fingerprint.of("r", 1, "d2", "accuracy", "m"))
                .isNotEqualTo(Fingerprint.of("r", 1, "d", "accuracy", "m2"))
                .isNotEqualTo(Fingerprint.of("r", 1, "d", null, null));
    }

    private static List<Error> violations(AlertChanged event) throws IOException {
        try (var stream = AlertTest.class.getResourceAsStream("/contract/alert-changed.v1.schema.json")) {
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(stream.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            return schema.validate(JsonConventions.mapper().writeValueAsString(event), InputFormat.JSON);
        }
    }

    private static Model model() {
        return new Model(7, "gpt-x", "openai", Map.of("team", "search"));
    }

    private static AlertFacts facts(@Nullable String metric, @Nullable Double value) {
        return new AlertFacts(
                1,
                AT,
                AlertType.PERFORMANCE_REGRESSION,
                Severity.CRITICAL,
                "t",
                "m",
                7L,
                123L,
                metric,
                metric,
                "gsm8k",
                value,
                value,
                value,
                AlertStatus.ACTIVE,
                null,
                null,
                null,
                null,
                null,
                null,
                "r",
                "f",
                1,
                List.of("s1"),
                null,
                null,
                1,
                List.of(part(metric, value)));
    }

    private static PartView part(@Nullable String metric, @Nullable Double value) {
        return new PartView(
                "f",
                7L,
                "gpt-x",
                123L,
                "gsm8k",
                metric,
                metric,
                value,
                value,
                value,
                value,
                metric == null ? null : Severity.CRITICAL,
                "m",
                List.of("s1"),
                1,
                AT,
                AT,
                null);
    }
}
