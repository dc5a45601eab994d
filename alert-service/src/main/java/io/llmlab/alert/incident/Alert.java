package io.llmlab.alert.incident;

import static java.util.Objects.requireNonNull;

import io.llmlab.alert.incident.AlertChanged.Change;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Severity;
import io.llmlab.alert.signal.StringList;
import io.llmlab.alert.signal.Subject;
import io.llmlab.platform.problem.DomainException.Conflict;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something that people must know: one series that broke one rule, from the first run that did until it is resolved.
///
/// A transition returns the event that reports it and is refused where the state does not allow it.
@Entity
public class Alert {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Version
    private int version;

    private String ruleId;
    private String fingerprint;

    @Enumerated(EnumType.STRING)
    private AlertType alertType;

    @Enumerated(EnumType.STRING)
    private Severity severity;

    @Enumerated(EnumType.STRING)
    private AlertStatus status;

    private String title;
    private String message;

    @Convert(converter = ModelColumn.class)
    private Model model;

    private long modelId;
    private long runId;
    private String datasetName;
    private @Nullable String metricType;
    private @Nullable String metricName;

    /// The streams of the series that broke the rule and are not back yet.
    @Convert(converter = StringList.class)
    private List<String> streams;

    private @Nullable Double triggerValue;
    private @Nullable Double thresholdValue;
    private @Nullable Double baselineValue;
    private @Nullable Double changePercent;
    private @Nullable Double pValue;

    @Convert(converter = EvidenceColumn.class)
    private Evidence evidence;

    private int occurrences;
    private Instant openedAt;
    private Instant lastSeenAt;
    private @Nullable Instant acknowledgedAt;
    private @Nullable String acknowledgedBy;
    private @Nullable Instant resolvedAt;
    private @Nullable String resolvedBy;
    private @Nullable String resolutionNotes;

    @Enumerated(EnumType.STRING)
    private @Nullable Resolution resolution;

    @Convert(converter = StringList.class)
    private List<String> notificationChannels;

    protected Alert() {} // for Hibernate

    static Alert opened(AlertRule rule, Subject subject, Breach breach, Instant at) {
        var alert = new Alert();
        alert.ruleId = rule.ruleId();
        alert.fingerprint = fingerprintOf(rule, subject, breach);
        alert.alertType = rule.alertType();
        alert.severity = rule.severity();
        alert.status = AlertStatus.ACTIVE;
        alert.title = breach.title();
        alert.message = breach.text();
        alert.model = subject.model();
        alert.modelId = subject.model().id();
        alert.runId = subject.runId();
        alert.datasetName = subject.dataset();
        alert.metricType = breach.metricType();
        alert.metricName = breach.metricName();
        alert.streams = breach.stream() == null ? List.of() : List.of(breach.stream());
        alert.triggerValue = breach.triggerValue();
        alert.thresholdValue = breach.thresholdValue();
        alert.baselineValue = breach.baselineValue();
        alert.changePercent = breach.changePercent();
        alert.pValue = breach.pValue();
        alert.evidence = breach.evidence();
        alert.occurrences = 1;
        alert.openedAt = at;
        alert.lastSeenAt = at;
        alert.notificationChannels = rule.notificationChannels();
        return alert;
    }

    static String fingerprintOf(AlertRule rule, Subject subject, Breach breach) {
        return Fingerprint.of(
                rule.ruleId(), subject.model().id(), subject.dataset(), breach.metricType(), breach.metricName());
    }

    /// To be called once it is stored.
    AlertChanged reportOpening() {
        return changed(Change.OPENED, openedAt);
    }

    /// The same series broke the rule again. What opened the alert stays as it was.
    AlertChanged repeated(Breach breach, Instant at) {
        occurrences++;
        lastSeenAt = at;
        if (breach.stream() != null && !streams.contains(breach.stream())) {
            streams = with(streams, breach.stream());
        }
        return changed(Change.REPEATED, at);
    }

    AlertChanged acknowledge(String by, @Nullable String notes, Instant at) {
        if (status != AlertStatus.ACTIVE) {
            throw refused("acknowledged");
        }
        status = AlertStatus.ACKNOWLEDGED;
        acknowledgedAt = at;
        acknowledgedBy = by;
        if (notes != null) {
            resolutionNotes = notes;
        }
        return changed(Change.ACKNOWLEDGED, at);
    }

    AlertChanged resolve(String by, @Nullable String notes, @Nullable Resolution as, Instant at) {
        if (status == AlertStatus.RESOLVED) {
            throw refused("resolved");
        }
        status = AlertStatus.RESOLVED;
        resolvedAt = at;
        resolvedBy = by;
        resolution = as;
        if (notes != null) {
            resolutionNotes = notes;
        }
        return changed(Change.RESOLVED, at);
    }

    /// One stream is back within its baseline.
    ///
    /// @return whether all of them are
    boolean isOverAfter(String stream) {
        streams = streams.stream().filter(open -> !open.equals(stream)).toList();
        return streams.isEmpty();
    }

    /// Whether it is about a run by itself and not about what a series shows.
    boolean isOfRun() {
        return streams.isEmpty();
    }

    boolean isOpen() {
        return status != AlertStatus.RESOLVED;
    }

    private Conflict refused(String transition) {
        return new Conflict(
                "Alert %s is %s and cannot be %s".formatted(id, status.name().toLowerCase(Locale.ROOT), transition));
    }

    private AlertChanged changed(Change change, Instant at) {
        return new AlertChanged(change, at, model, facts());
    }

    private static List<String> with(List<String> names, String further) {
        var all = new ArrayList<>(names);
        all.add(further);
        return all;
    }

    AlertFacts facts() {
        return new AlertFacts(
                id(),
                openedAt,
                alertType,
                severity,
                title,
                message,
                modelId,
                runId,
                metricType,
                metricName,
                datasetName,
                triggerValue,
                thresholdValue,
                baselineValue,
                status,
                acknowledgedAt,
                acknowledgedBy,
                resolvedAt,
                resolvedBy,
                resolutionNotes,
                resolution,
                ruleId,
                fingerprint,
                occurrences,
                streams);
    }

    public long id() {
        return requireNonNull(id, "alert is not stored yet");
    }

    public String fingerprint() {
        return fingerprint;
    }

    Instant openedAt() {
        return openedAt;
    }

    Instant lastSeenAt() {
        return lastSeenAt;
    }

    String ruleId() {
        return ruleId;
    }

    @Nullable
    Double changePercent() {
        return changePercent;
    }

    @Nullable
    Double pValue() {
        return pValue;
    }

    Evidence evidence() {
        return evidence;
    }

    Model model() {
        return model;
    }

    List<String> notificationChannels() {
        return notificationChannels;
    }
}
