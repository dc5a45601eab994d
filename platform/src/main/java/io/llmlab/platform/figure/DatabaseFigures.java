package io.llmlab.platform.figure;

import io.micrometer.core.instrument.MultiGauge;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// Reads what the database knows, one statement after the other on one connection, and keeps it for Prometheus. What
/// was
/// read last stays while the database is away; its age says how old it is.
@ApplicationScoped
class DatabaseFigures implements FigureSource {

    private static final Figure AGE = Figure.gauge(
            "llmlab.database.reading.age",
            "seconds",
            "Since this instance last read its gauges from the database; more than a minute: the database is away or slow");

    /// A statement that takes longer has no index any more, or stands behind a lock.
    private static final String SHORTLY = "set local statement_timeout = '5s'";

    private record Gauges(Reading reading, MultiGauge rows) {}

    private final Pool pool;
    private final Clock clock;
    private final Figures figures;
    private final List<Gauges> gauges;
    private volatile Instant readAt;
    private volatile boolean failing;
    private volatile boolean stopped;

    DatabaseFigures(Pool pool, Clock clock, Figures figures, Instance<FigureSource> sources) {
        this.pool = pool;
        this.clock = clock;
        this.figures = figures;
        this.readAt = clock.instant();
        this.gauges = sources.stream()
                .filter(source -> !(source instanceof DatabaseFigures))
                .flatMap(source -> source.readings().stream())
                .map(reading -> new Gauges(reading, figures.rows(reading.figure())))
                .toList();
    }

    @Override
    public List<Figure> figures() {
        return List.of(AGE);
    }

    void start(@Observes StartupEvent event) {
        figures.watch(AGE, () -> Duration.between(readAt, clock.instant()).toMillis() / 1000.0);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Scheduled(every = "${llmlab.figures.every:15s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> read() {
        return stopped
                ? Uni.createFrom().voidItem()
                : pool.withTransaction(this::readAll)
                        .invoke(this::noteSuccess)
                        .onFailure()
                        .invoke(this::noteFailure)
                        .onFailure()
                        .recoverWithNull();
    }

    private void noteSuccess() {
        readAt = clock.instant();
        failing = false;
    }

    /// Once, not with every tick.
    private void noteFailure(Throwable failure) {
        if (!failing && !stopped) {
            Log.warnf("Metrics are not read from the database and stay as they were: %s", failure.toString());
        }
        failing = true;
    }

    private Uni<Void> readAll(SqlConnection connection) {
        return connection
                .query(SHORTLY)
                .execute()
                .chain(() -> Multi.createFrom()
                        .iterable(gauges)
                        .onItem()
                        .transformToUniAndConcatenate(one ->
                                connection.query(one.reading().sql()).execute().invoke(found -> keep(one, found)))
                        .onItem()
                        .ignoreAsUni());
    }

    private static void keep(Gauges gauges, RowSet<Row> found) {
        var figure = gauges.reading().figure();
        var rows = StreamSupport.stream(found.spliterator(), false)
                .map(row -> row(figure, row))
                .toList();
        gauges.rows().register(rows, true);
    }

    private static MultiGauge.Row<?> row(Figure figure, Row row) {
        var labels = figure.labels().size();
        var values = IntStream.range(0, labels).mapToObj(row::getString).toList();
        return MultiGauge.Row.of(Figures.tags(figure, values), row.getDouble(labels));
    }
}
