package io.llmlab.platform.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.figure.Figures;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Tells of what has left.
@ApplicationScoped
class Departures {

    private final ObjectMapper mapper;
    private final Figures figures;
    private final Map<String, List<Consumer<Sent>>> listeners;

    Departures(ObjectMapper mapper, Figures figures, Instance<Departure> departures) {
        this.mapper = mapper;
        this.figures = figures;
        this.listeners = departures.stream()
                .flatMap(departure -> departure.listeners().entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    void of(List<Row> sent) {
        sent.forEach(row -> figures.count(OutboxFigures.SENT, 1, row.getString("type")));
        if (sent.stream().anyMatch(row -> listeners.containsKey(row.getString("type")))) {
            // An event may be large, and nobody waits for what is counted.
            Infrastructure.getDefaultWorkerPool().execute(() -> sent.forEach(this::tell));
        }
    }

    private void tell(Row row) {
        var type = row.getString("type");
        listeners.getOrDefault(type, List.of()).forEach(listener -> tell(listener, type, row.getString("payload")));
    }

    private void tell(Consumer<Sent> listener, String type, String payload) {
        try {
            listener.accept(new Sent(payload, mapper));
        } catch (RuntimeException failure) {
            Log.warnf("An event that has left as %s is not counted: %s", type, failure.toString());
        }
    }
}
