package io.llmlab.runner.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.deadletter.Intake;
import io.llmlab.platform.inbox.Inbox;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.RequestedRuns;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/// A request that never can be met goes to the dead letters, with the reason.
@ApplicationScoped
class RunRequestedConsumer implements Intake {

    private final Inbox inbox;
    private final RequestedRuns requested;
    private final Validator validator;
    private final ObjectMapper mapper;

    RunRequestedConsumer(Inbox inbox, RequestedRuns requested, Validator validator, ObjectMapper mapper) {
        this.inbox = inbox;
        this.requested = requested;
        this.validator = validator;
        this.mapper = mapper;
    }

    @Incoming("run-requested")
    Uni<Void> consume(Message<String> message) {
        return inbox.once(message, RunRequested.class, this::take).invoke(requested::wakeExecutors);
    }

    @Override
    public Map<String, Function<Message<String>, Uni<Void>>> takers() {
        return Map.of("llmlab.run-requested.v1", this::consume);
    }

    private Uni<Void> take(RunRequested event) {
        requireValid(event, "");
        return requested.queue(new RequestedRuns.Request(
                event.requestId(),
                event.model().id(),
                event.datasetName(),
                config(event.benchmarkConfig()),
                event.labelsOrNone(),
                event.runs(),
                event.reason()));
    }

    /// Read as the HTTP interface reads it: an unknown setting is an error, not something to run without.
    private BenchmarkConfig config(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return BenchmarkConfig.defaults();
        }
        try {
            var config = mapper.treeToValue(json, BenchmarkConfig.class);
            requireValid(config, "benchmark_config.");
            return config;
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(
                    "benchmark_config cannot be read: " + unreadable.getOriginalMessage(), unreadable);
        }
    }

    private void requireValid(Object value, String place) {
        var wrong = validator.validate(value).stream()
                .map(violation -> "%s%s %s".formatted(place, violation.getPropertyPath(), violation.getMessage()))
                .sorted()
                .collect(Collectors.joining("; "));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
