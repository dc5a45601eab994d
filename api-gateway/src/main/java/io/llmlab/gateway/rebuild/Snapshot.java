package io.llmlab.gateway.rebuild;

import static java.util.stream.Collectors.partitioningBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.OwnerClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/// Reads what the owners have, page by page, into a shadow.
@ApplicationScoped
class Snapshot {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Runs of which the metrics are asked for at the same time.
    private static final int AT_ONCE = 2;

    /// A run may have thousands of metrics, and those of a page are there at the same time.
    private static final int RUNS = 50;

    private final OwnerPages pages;
    private final OwnerClient owners;

    Snapshot(OwnerPages pages, OwnerClient owners) {
        this.pages = pages;
        this.owners = owners;
    }

    /// Fails where an owner is away: half of a read model is none.
    ///
    /// @param note is run after each page
    Uni<Void> read(Shadow shadow, Tally tally, Supplier<Uni<Void>> note) {
        var modelIds = new HashMap<String, Long>();
        return pages.each(
                        Owner.RUNNER,
                        "/models?active_only=false&",
                        1_000,
                        page -> models(shadow, tally, modelIds, page).chain(note::get))
                .chain(() -> pages.each(
                        Owner.RUNNER,
                        "/scheduler/jobs?",
                        1_000,
                        page -> jobs(shadow, tally, modelIds, page).chain(note::get)))
                .chain(() -> pages.each(
                        Owner.RUNNER,
                        "/benchmark-runs?",
                        RUNS,
                        page -> runs(shadow, tally, page).chain(note::get)))
                .chain(() -> pages.each(
                        Owner.ALERT,
                        "/alerts?active_only=false&",
                        200,
                        page -> alerts(shadow, tally, page).chain(note::get)));
    }

    private static Uni<Void> models(Shadow shadow, Tally tally, Map<String, Long> ids, List<JsonNode> page) {
        page.forEach(
                model -> ids.put(model.path("name").asText(), model.path("id").asLong()));
        tally.models += page.size();
        return shadow.models(page.stream().map(SnapshotEvents::model).toList());
    }

    /// A job of a model that is not in the list was made since: its event tells of it.
    private static Uni<Void> jobs(Shadow shadow, Tally tally, Map<String, Long> models, List<JsonNode> page) {
        var events = page.stream()
                .filter(job -> models.containsKey(job.path("model_name").asText()))
                .map(job -> SnapshotEvents.job(
                        job, models.getOrDefault(job.path("model_name").asText(), 0L)))
                .toList();
        tally.jobs += page.size();
        return shadow.jobs(events);
    }

    private Uni<Void> runs(Shadow shadow, Tally tally, List<JsonNode> page) {
        var byEnd = page.stream().collect(partitioningBy(SnapshotEvents::hasEnded));
        tally.runs += page.size();
        return shadow.openRuns(byEnd.getOrDefault(false, List.of()).stream()
                        .map(SnapshotEvents::openRun)
                        .toList())
                .chain(() -> withMetrics(byEnd.getOrDefault(true, List.of())))
                .invoke(events -> events.forEach(
                        event -> tally.metrics += event.path("metrics").size()))
                .chain(shadow::endedRuns);
    }

    private Uni<List<ObjectNode>> withMetrics(List<JsonNode> runs) {
        return Multi.createFrom()
                .iterable(runs)
                .onItem()
                .transformToUni(run -> metricsOf(run).map(metrics -> SnapshotEvents.endedRun(run, metrics)))
                .merge(AT_ONCE)
                .collect()
                .asList();
    }

    private Uni<List<JsonNode>> metricsOf(JsonNode run) {
        var path = "/benchmark-runs/%d/metrics".formatted(run.path("id").asLong());
        return owners.get(Owner.RUNNER, path, PATIENCE)
                .map(metrics -> StreamSupport.stream(metrics.spliterator(), false)
                        .filter(metric -> metric.path("sample_id").isNull())
                        .toList());
    }

    private static Uni<Void> alerts(Shadow shadow, Tally tally, List<JsonNode> page) {
        tally.alerts += page.size();
        return shadow.alerts(page.stream().map(SnapshotEvents::alert).toList());
    }
}
