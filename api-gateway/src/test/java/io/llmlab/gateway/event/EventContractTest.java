package io.llmlab.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.EventContract;
import io.llmlab.platform.http.JsonConventions;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The gateway reads what the others promise to send.
class EventContractTest {

    private static final ObjectMapper MAPPER = JsonConventions.mapper();

    @Test
    void readsModelChanged() {
        var event = read("model-changed", ModelChanged.class);

        assertThat(event.model().name()).isEqualTo("gpt-x");
        assertThat(event.active()).isTrue();
        assertThat(event.updatedAt()).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
    }

    @Test
    void readsJobChanged() {
        var event = read("job-changed", JobChanged.class);

        assertThat(event.jobId()).isEqualTo("nightly");
        assertThat(event.enabled()).isTrue();
    }

    @Test
    void readsRunChanged() {
        var event = read("run-changed", RunChanged.class);

        assertThat(event.runId()).isEqualTo(123);
        assertThat(event.done()).isEqualTo(120);
    }

    @Test
    void readsRunCompleted() {
        var event = read("run-completed", RunCompleted.class);

        assertThat(event.dataset().name()).isEqualTo("gsm8k");
        assertThat(event.metrics()).hasSize(3);
        assertThat(event.metrics().getFirst().value()).isEqualTo(.5);
    }

    @Test
    void readsRegressions() {
        assertThat(read("regression-found", RegressionFound.class).findings()).hasSize(1);
        assertThat(read("regression-cleared", RegressionCleared.class).cleared())
                .hasSize(1);
    }

    @Test
    void readsAlertChanged() {
        var event = read("alert-changed", AlertChanged.class);

        assertThat(event.change()).isEqualTo("opened");
        assertThat(event.alert().path("title").asText()).contains("gpt-x");
    }

    private static <E> E read(String name, Class<E> type) {
        return new EventContract(name, MAPPER).isReadAs(type);
    }
}
