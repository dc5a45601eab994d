package io.llmlab.alert.incident;

import static java.util.Objects.requireNonNull;

import io.llmlab.alert.incident.Incidents.Identity;
import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.StringList;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One series of an alert, from the time at which it joined until it is back. Its fingerprint is the identity
/// that it would have as an alert of its own.
@Entity
@Table(name = "alert_part")
@IdClass(AlertPart.Key.class)
public class AlertPart {

    /// So many of an alert are kept; of further ones it is known how many there were.
    static final int MOST = 500;

    /// What tells it from all others.
    public record Key(Long alertId, String fingerprint) implements Serializable {}

    @Id
    private @Nullable Long alertId;

    @Id
    private @Nullable String fingerprint;

    /// 1: the lead.
    private int position;

    @SuppressWarnings("UnusedVariable") // the database looks for it
    private @Nullable Long groupId;

    @Embedded
    private Origin origin;

    private long modelId;
    private long runId;
    private String datasetName;
    private @Nullable String metricType;
    private @Nullable String metricName;

    @Embedded
    private Claim claim;

    @Convert(converter = StringList.class)
    private List<String> streams;

    private int occurrences;
    private Instant joinedAt;
    private Instant lastSeenAt;
    private @Nullable Instant clearedAt;
    private @Nullable String clearedBecause;

    protected AlertPart() {} // for Hibernate

    /// @param position in which it joined, from 1 on
    static AlertPart of(long alertId, int position, Identity identity, Instant at) {
        var subject = identity.subject();
        var breach = identity.breach();
        var part = new AlertPart();
        part.alertId = alertId;
        part.fingerprint = identity.fingerprint();
        part.position = position;
        part.groupId = breach.evidence().matter().group();
        part.origin = Origin.of(subject);
        part.modelId = subject.model().id();
        part.runId = subject.runId();
        part.datasetName = subject.dataset();
        part.metricType = breach.metricType();
        part.metricName = breach.metricName();
        part.claim = Claim.of(breach).withoutHistory();
        part.streams = breach.stream() == null ? List.of() : List.of(breach.stream());
        part.occurrences = 1;
        part.joinedAt = at;
        part.lastSeenAt = at;
        return part;
    }

    /// What an alert of one series is a part of: itself.
    static AlertPart only(Alert alert) {
        var facts = alert.facts();
        var part = new AlertPart();
        part.alertId = facts.id();
        part.fingerprint = facts.fingerprint();
        part.position = 1;
        part.groupId = alert.groupId();
        part.origin = alert.origin();
        part.modelId = alert.model().id();
        part.runId = facts.runId() == null ? 0 : facts.runId();
        part.datasetName = facts.datasetName() == null ? "" : facts.datasetName();
        part.metricType = facts.metricType();
        part.metricName = facts.metricName();
        part.claim = alert.claim().withoutHistory();
        part.streams = facts.streams();
        part.occurrences = facts.occurrences();
        part.joinedAt = alert.openedAt();
        part.lastSeenAt = alert.lastSeenAt();
        part.clearedAt = facts.resolvedAt();
        return part;
    }

    /// What it is to the part that its series broke the rule again.
    Event eventOf(Breach breach) {
        return claim.isOutdoneBy(breach) ? Event.WORSENED : Event.REPEATED;
    }

    /// Its series broke the rule again, perhaps after it was back.
    void seenAgain(Event event, Breach breach, Instant at) {
        occurrences++;
        lastSeenAt = at;
        clearedAt = null;
        clearedBecause = null;
        var stream = breach.stream();
        if (stream != null && !streams.contains(stream)) {
            streams = Stream.concat(streams.stream(), Stream.of(stream)).toList();
        }
        if (event != Event.REPEATED) {
            claim = Claim.of(breach).withoutHistory();
        }
    }

    /// It broke the rule soon after the alert's end.
    void reopen(Breach breach, Instant at) {
        streams = List.of();
        seenAgain(Event.REOPENED, breach, at);
    }

    /// One stream is back within its baseline.
    ///
    /// @param stream null: all of them are
    /// @return whether the part is back with it
    boolean isBackWith(@Nullable String stream, String because, Instant at) {
        streams = stream == null
                ? List.of()
                : streams.stream().filter(open -> !open.equals(stream)).toList();
        if (streams.isEmpty()) {
            clear(because, at);
        }
        return !isOpen();
    }

    /// Its alert is over, whatever its series does.
    void clear(String because, Instant at) {
        clearedAt = at;
        clearedBecause = because;
    }

    boolean isOpen() {
        return clearedAt == null;
    }

    boolean isLead() {
        return position == 1;
    }

    boolean isOf(Series series) {
        return series().equals(series);
    }

    Series series() {
        return new Series(modelId, datasetName, metricType, metricName);
    }

    /// For a person: what is measured of whom.
    String about() {
        return about(metricName, model(), datasetName);
    }

    static String about(@Nullable String metric, Model model, String dataset) {
        var whom = dataset.isEmpty() ? model.name() : "%s on %s".formatted(model.name(), dataset);
        return metric == null ? whom : "%s of %s".formatted(metric, whom);
    }

    PartView view() {
        return new PartView(
                fingerprint(),
                modelId == 0 ? null : modelId,
                model().exists() ? model().name() : null,
                runId == 0 ? null : runId,
                datasetName.isEmpty() ? null : datasetName,
                metricType,
                metricName,
                claim.triggerValue(),
                claim.thresholdValue(),
                claim.baselineValue(),
                claim.changePercent(),
                claim.findingSeverity(),
                claim.message(),
                streams,
                occurrences,
                joinedAt,
                lastSeenAt,
                clearedAt);
    }

    long alertId() {
        return requireNonNull(alertId);
    }

    String fingerprint() {
        return requireNonNull(fingerprint);
    }

    Claim claim() {
        return claim;
    }

    Model model() {
        return origin.model();
    }

    Map<String, String> labels() {
        return origin.labels();
    }

    @Nullable
    Long runId() {
        return runId == 0 ? null : runId;
    }

    @Nullable
    String datasetName() {
        return datasetName.isEmpty() ? null : datasetName;
    }

    @Nullable
    String metricType() {
        return metricType;
    }

    @Nullable
    String metricName() {
        return metricName;
    }

    @Nullable
    String clearedBecause() {
        return clearedBecause;
    }
}
