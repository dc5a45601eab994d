package io.llmlab.alert.incident;

import static java.util.stream.Collectors.joining;

import io.llmlab.alert.ledger.Kind;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.alert.signal.Labels;
import io.llmlab.alert.signal.Severity;
import io.llmlab.alert.signal.StringList;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Stores alerts as they are when they open, those of work that is done together in one statement: as entities each
/// takes several times as much of the processor, here and in the database. Whoever wants to change one later looks it
/// up.
@ApplicationScoped
class OpenedAlerts {

    private static final ModelColumn MODEL = new ModelColumn();
    private static final EvidenceColumn EVIDENCE = new EvidenceColumn();
    private static final StringList NAMES = new StringList();
    private static final Labels LABELS = new Labels();

    /// A column, and what an alert has in it.
    private record Column<T>(String name, String type, IntFunction<T[]> array, Function<Alert, @Nullable T> value) {

        private T[] of(List<Alert> alerts) {
            return alerts.stream().map(value).toArray(array);
        }
    }

    /// All but those of what people do with it.
    private static final List<Column<?>> COLUMNS = List.of(
            number("id", Alert::id),
            text("rule_id", Alert::ruleId),
            text("fingerprint", Alert::fingerprint),
            text("alert_type", alert -> alert.facts().alertType().name()),
            text("severity", alert -> alert.facts().severity().name()),
            text("status", alert -> alert.facts().status().name()),
            text("title", alert -> alert.claim().title()),
            text("message", alert -> alert.claim().message()),
            text("model", alert -> MODEL.convertToDatabaseColumn(alert.model())),
            number("model_id", alert -> alert.model().id()),
            number("run_id", alert -> Objects.requireNonNullElse(alert.facts().runId(), 0L)),
            text(
                    "labels",
                    alert -> LABELS.convertToDatabaseColumn(alert.origin().labels())),
            text(
                    "dataset_name",
                    alert -> Objects.requireNonNullElse(alert.facts().datasetName(), "")),
            text("metric_type", alert -> alert.facts().metricType()),
            text("metric_name", alert -> alert.facts().metricName()),
            text("streams", alert -> NAMES.convertToDatabaseColumn(alert.facts().streams())),
            real("trigger_value", alert -> alert.claim().triggerValue()),
            real("threshold_value", alert -> alert.claim().thresholdValue()),
            real("baseline_value", alert -> alert.claim().baselineValue()),
            real("change_percent", alert -> alert.claim().changePercent()),
            real("p_value", alert -> alert.claim().pValue()),
            text("finding_severity", alert -> name(alert.claim().findingSeverity())),
            text(
                    "evidence",
                    alert -> EVIDENCE.convertToDatabaseColumn(alert.claim().evidence())),
            number("parts_total", alert -> (long) alert.partsTotal()),
            number("group_id", Alert::groupId),
            time("onset_at", Alert::onsetAt),
            number("occurrences", alert -> (long) alert.facts().occurrences()),
            time("opened_at", Alert::openedAt),
            time("last_seen_at", Alert::lastSeenAt),
            time("last_told_at", Alert::lastToldAt),
            text("notification_channels", alert -> NAMES.convertToDatabaseColumn(alert.notificationChannels())));

    private static final String STORE = "insert into alert (%s) select * from unnest(%s)"
            .formatted(
                    String.join(", ", columns()),
                    IntStream.range(0, COLUMNS.size())
                            .mapToObj(at -> "$%d::%s[]"
                                    .formatted(at + 1, COLUMNS.get(at).type()))
                            .collect(joining(", ")));

    private final Ledger ledger;
    private final Kind<Alert> opened = Kind.ofReferred(OpenedAlerts::store);

    OpenedAlerts(Ledger ledger) {
        this.ledger = ledger;
    }

    /// The names of those that are stored.
    static List<String> columns() {
        return COLUMNS.stream().map(Column::name).toList();
    }

    /// At the end of work that is done together, or now.
    Uni<Alert> add(Alert alert) {
        return ledger.add(opened, List.of(alert)).replaceWith(alert);
    }

    private static Uni<Void> store(List<Alert> alerts) {
        return PlainSql.update(
                        STORE, COLUMNS.stream().map(column -> column.of(alerts)).toArray())
                .replaceWithVoid();
    }

    private static Column<String> text(String name, Function<Alert, @Nullable String> value) {
        return new Column<>(name, "text", String[]::new, value);
    }

    private static Column<Long> number(String name, Function<Alert, @Nullable Long> value) {
        return new Column<>(name, "bigint", Long[]::new, value);
    }

    private static Column<Double> real(String name, Function<Alert, @Nullable Double> value) {
        return new Column<>(name, "double precision", Double[]::new, value);
    }

    private static Column<OffsetDateTime> time(String name, Function<Alert, @Nullable Instant> value) {
        return new Column<>(name, "timestamptz", OffsetDateTime[]::new, alert -> utc(value.apply(alert)));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String name(@Nullable Severity severity) {
        return severity == null ? null : severity.name();
    }
}
