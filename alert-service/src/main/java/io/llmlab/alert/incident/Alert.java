package io.llmlab.alert.incident;

import static java.util.Objects.requireNonNull;

import io.llmlab.alert.incident.AlertChanged.Change;
import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.policy.Traits;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Severity;
import io.llmlab.alert.signal.StringList;
import io.llmlab.alert.signal.Subject;
import io.llmlab.platform.problem.DomainException.Conflict;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something that people must know: one series that broke one rule, from the first run that did until it is resolved.
/// A transition returns the event that reports it and is refused where the state does not allow it.
@Entity
public class Alert {

    @Id
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

    @Embedded
    private Claim claim;

    @Embedded
    private Origin origin;

    private long modelId;
    private long runId;
    private String datasetName;
    private @Nullable String metricType;
    private @Nullable String metricName;

    /// The streams of the series that broke the rule and are not back yet.
    @Convert(converter = StringList.class)
    private List<String> streams;

    private int occurrences;
    private Instant openedAt;
    private Instant lastSeenAt;
    private Instant lastToldAt;
    private @Nullable Instant snoozedUntil;
    private @Nullable Instant escalatedAt;

    @Embedded
    private Handling handling = new Handling();

    @Convert(converter = StringList.class)
    private List<String> notificationChannels;

    protected Alert() {} // for Hibernate

    static Alert opened(long id, AlertRule rule, Subject subject, Breach breach, Instant at) {
        var alert = new Alert();
        alert.id = id;
        alert.ruleId = rule.ruleId();
        alert.fingerprint = Fingerprint.of(rule, subject, breach);
        alert.alertType = rule.alertType();
        alert.severity = rule.severity();
        alert.status = AlertStatus.ACTIVE;
        alert.claim = Claim.of(breach);
        alert.origin = Origin.of(subject);
        alert.modelId = subject.model().id();
        alert.runId = subject.runId();
        alert.datasetName = subject.dataset();
        alert.metricType = breach.metricType();
        alert.metricName = breach.metricName();
        alert.streams = breach.stream() == null ? List.of() : List.of(breach.stream());
        alert.occurrences = 1;
        alert.openedAt = at;
        alert.lastSeenAt = at;
        alert.lastToldAt = at;
        alert.notificationChannels = rule.notificationChannels();
        return alert;
    }

    /// To be called once it is stored.
    AlertChanged reportOpening() {
        return changed(Change.OPENED, openedAt);
    }

    /// What an event would make of it now.
    Life.Next next(Event event) {
        return Life.next(new Life.State(status, snoozedUntil != null), event);
    }

    /// What it is to the alert that its series broke the rule again.
    Event eventOf(Breach breach) {
        return claim.isOutdoneBy(breach) ? Event.WORSENED : Event.REPEATED;
    }

    /// The same series broke the rule again. What the alert says stays as it was unless this is worse.
    AlertChanged seenAgain(Event event, Breach breach, Instant at) {
        go(event);
        occurrences++;
        lastSeenAt = at;
        if (breach.stream() != null && !streams.contains(breach.stream())) {
            streams =
                    Stream.concat(streams.stream(), Stream.of(breach.stream())).toList();
        }
        if (event == Event.REPEATED) {
            return changed(Change.REPEATED, at);
        }
        claim = Claim.of(breach);
        return changed(Change.WORSENED, at);
    }

    /// The same series broke the rule soon after the end: the alert goes on as if it was new.
    AlertChanged reopen(Breach breach, Instant at) {
        go(Event.REOPENED);
        handling.reopen();
        occurrences++;
        lastSeenAt = at;
        streams = breach.stream() == null ? List.of() : List.of(breach.stream());
        claim = Claim.of(breach);
        return changed(Change.REOPENED, at);
    }

    AlertChanged acknowledge(String by, @Nullable String notes, Instant at) {
        go(Event.ACKNOWLEDGED);
        handling.acknowledge(by, notes, at);
        return changed(Change.ACKNOWLEDGED, at);
    }

    AlertChanged resolve(Event event, String by, @Nullable String notes, @Nullable Resolution as, Instant at) {
        go(event);
        handling.resolve(by, notes, as, at);
        return changed(Change.RESOLVED, at);
    }

    AlertChanged snooze(Instant until, Instant at) {
        go(Event.SNOOZED);
        snoozedUntil = until;
        return changed(Change.SNOOZED, at);
    }

    AlertChanged wake(Event event, Instant at) {
        go(event);
        return changed(Change.UNSNOOZED, at);
    }

    /// @param atLeast how severe the step calls it, or null: as it is
    AlertChanged escalate(@Nullable Severity atLeast, Instant at) {
        go(Event.ESCALATION_DUE);
        escalatedAt = at;
        if (atLeast != null && atLeast.compareTo(severity) < 0) {
            severity = atLeast;
        }
        return changed(Change.ESCALATED, at);
    }

    /// People are told of it; what is told with the opening needs no write of its own.
    void told(Instant at) {
        lastToldAt = at.isAfter(lastToldAt.plusSeconds(1)) ? at : lastToldAt;
    }

    private void go(Event event) {
        if (!(next(event) instanceof Life.Next.Goes goes)) {
            throw new Conflict("Alert %s is %s and cannot be %s".formatted(id, lower(status), lower(event)));
        }
        status = goes.to().status();
        if (!goes.to().snoozed()) {
            snoozedUntil = null;
        }
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
        return alertType.isOfRun();
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private AlertChanged changed(Change change, Instant at) {
        return new AlertChanged(change, at, model().exists() ? model() : null, facts());
    }

    AlertFacts facts() {
        return new AlertFacts(
                id(),
                openedAt,
                alertType,
                severity,
                claim.title(),
                claim.message(),
                modelId == 0 ? null : modelId,
                runId == 0 ? null : runId,
                metricType,
                metricName,
                datasetName.isEmpty() ? null : datasetName,
                claim.triggerValue(),
                claim.thresholdValue(),
                claim.baselineValue(),
                status,
                handling.acknowledgedAt(),
                handling.acknowledgedBy(),
                handling.resolvedAt(),
                handling.resolvedBy(),
                handling.resolutionNotes(),
                handling.resolution(),
                ruleId,
                fingerprint,
                occurrences,
                streams,
                snoozedUntil,
                escalatedAt);
    }

    Traits traits() {
        return new Traits(ruleId, alertType, severity, model(), datasetName, metricName, origin.labels());
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

    Handling handling() {
        return handling;
    }

    Claim claim() {
        return claim;
    }

    Instant lastToldAt() {
        return lastToldAt;
    }

    @Nullable
    Instant snoozedUntil() {
        return snoozedUntil;
    }

    Model model() {
        return origin.model();
    }

    Map<String, String> labels() {
        return origin.labels();
    }

    List<String> notificationChannels() {
        return notificationChannels;
    }
}
