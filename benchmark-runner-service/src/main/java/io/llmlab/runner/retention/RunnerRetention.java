package io.llmlab.runner.retention;

import io.llmlab.platform.retention.Kind;
import io.llmlab.platform.retention.OldRows;
import io.llmlab.platform.retention.OldRows.Rule;
import io.llmlab.platform.retention.RetentionSource;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Forgets runs with their metrics and samples by the month, and what was remembered about them. Logs, firings and
/// closed delegations, which other features forget by themselves, are told as well.
@ApplicationScoped
class RunnerRetention implements RetentionSource {

    private static final Duration LEAST = Duration.ofDays(1);

    private static final Rule FIRINGS =
            new Rule("firings", "job_firing", Duration.ofDays(90), "job, scheduled_at", """
            select job, scheduled_at from job_firing where at < $1 order by at limit $2""");

    private static final Rule LOGS = new Rule("logs of programs", "run_log", Duration.ofDays(90), "run_id", """
            select run_id from run_log where updated_at < $1 order by updated_at limit $2""");

    private static final Rule DELEGATIONS =
            new Rule("closed delegations", "delegation", Duration.ofDays(30), "id", """
            select id from delegation where closed_at < $1 order by closed_at limit $2""");

    private final List<Kind> months;
    private final List<Kind> memories;
    private final List<Kind> others;
    private final RetentionConfig config;

    RunnerRetention(RetentionConfig config, Pool pool, Clock clock) {
        this.config = config;
        this.months = Stream.of(
                        new OldMonths.What("samples", "sample", config.samples()),
                        new OldMonths.What("metrics", "metric", config.runs()),
                        new OldMonths.What("runs", "run", config.runs()))
                .<Kind>map(what -> new OldMonths(what, pool, clock))
                .toList();
        this.memories = Stream.of(imports(config.runs()), requests(config.runs()))
                .<Kind>map(rule -> new OldRows(rule, pool, clock))
                .toList();
        this.others = Stream.of(FIRINGS, LOGS, DELEGATIONS)
                .<Kind>map(rule -> new OldRows(rule, pool, clock))
                .toList();
    }

    /// Who keeps things for less than a day has written hours for days.
    void check(@Observes StartupEvent event) {
        require("runs", config.runs());
        require("samples", config.samples());
    }

    static void require(String name, Duration kept) {
        if (kept.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "runner.retention.%s must be a day or more, not %s".formatted(name, kept));
        }
    }

    @Override
    public List<Kind> kinds() {
        return Stream.of(months, memories, others).flatMap(List::stream).toList();
    }

    @Scheduled(every = "{runner.retention.every}", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().iterable(months), Multi.createFrom().iterable(memories))
                .onItem()
                .transformToUniAndConcatenate(RunnerRetention::careful)
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Void> careful(Kind kind) {
        return kind.forget()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.warnf("Old %s stay for now: %s", kind.name(), failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /// The same content may come again once its run is gone.
    private static Rule imports(Duration kept) {
        return new Rule("memories of imports", "imported_run", kept, "content_hash", """
            select content_hash from imported_run i
            where imported_at < $1 and not exists (select from run r where r.id = i.run_id and r.run_at = i.run_at)
            order by imported_at limit $2""");
    }

    private static Rule requests(Duration kept) {
        return new Rule("requests for runs", "run_request", kept, "request_id", """
            select request_id from run_request where received_at < $1 order by received_at limit $2""");
    }
}
