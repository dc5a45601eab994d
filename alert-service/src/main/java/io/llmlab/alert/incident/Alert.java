package io.llmlab.alert.incident;

import static java.util.Objects.requireNonNull;

import io.llmlab.alert.incident.AlertChanged.Change;
import io.llmlab.alert.incident.Incidents.Identity;
import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.policy.Traits;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Cause;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something that people must know: what broke one rule for one cause, from the first run that did until it is
/// resolved.
/// It is about one series, or about several, its parts ([AlertPart]); then it says what the lead says, the most
/// important one when it was opened.
///
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

    /// All that have joined, also those that are too many to be kept.
    private int partsTotal;

    private @Nullable Long groupId;

    @SuppressWarnings("UnusedVariable") // the database looks for it
    private @Nullable Instant onsetAt;

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
        return opened(id, new Identity(rule, subject, breach), 1, at);
    }

    /// @param lead the most important of its parts
    /// @param parts how many there are
    static Alert opened(long id, Identity lead, int parts, Instant at) {
        var rule = lead.rule();
        var subject = lead.subject();
        var breach = lead.breach();
        var cause = breach.evidence().cause();
        var alert = new Alert();
        alert.id = id;
        alert.ruleId = rule.ruleId();
        alert.fingerprint = lead.fingerprint();
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
        alert.partsTotal = parts;
        alert.groupId = breach.evidence().matter().group();
        alert.onsetAt = cause == null ? null : cause.onset().timestamp();
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

    /// The same of a part that is not the lead.
    AlertChanged partSeenAgain(Event event, Instant at) {
        go(event);
        occurrences++;
        lastSeenAt = at;
        return changed(event == Event.REPEATED ? Change.REPEATED : Change.WORSENED, at);
    }

    /// Further series show the same.
    ///
    /// @param event whether that is worse than what people know
    /// @param now the cause as it is known by now, or null where that says no more
    AlertChanged joinedBy(int further, Event event, @Nullable Cause now, Instant at) {
        go(event);
        partsTotal += further;
        occurrences++;
        lastSeenAt = at;
        claim = claim.because(now);
        return changed(Change.JOINED, at);
    }

    /// A part is back while others are not.
    AlertChanged partCleared(Instant at) {
        return changed(Change.CLEARED, at);
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

    /// The same where a part broke the rule that is not the lead.
    AlertChanged reopenWithPart(Instant at) {
        go(Event.REOPENED);
        handling.reopen();
        occurrences++;
        lastSeenAt = at;
        streams = List.of();
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

    boolean isOver() {
        return status == AlertStatus.RESOLVED;
    }

    /// Whether it is about a run by itself and not about what a series shows.
    boolean isOfRun() {
        return alertType.isOfRun();
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private AlertChanged changed(Change change, Instant at) {
        var changed = new AlertChanged(change, at, model().exists() ? model() : null, facts());
        return isSingle() ? changed.with(List.of(AlertPart.only(this))) : changed;
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
                escalatedAt,
                partsTotal,
                List.of());
    }

    int partsTotal() {
        return partsTotal;
    }

    @Nullable
    Instant onsetAt() {
        return onsetAt;
    }

    /// Whether it is about one series alone, and hence its own part.
    boolean isSingle() {
        return partsTotal == 1;
    }

    @Nullable
    Long groupId() {
        return groupId;
    }

    Origin origin() {
        return origin;
    }

    Traits traits() {
        return new Traits(ruleId, alertType, severity, model(), datasetName, metricName, origin.labels());
    }

    /// What there is to see of it by one of its parts.
    Traits traits(AlertPart part) {
        var dataset = part.datasetName() == null ? "" : part.datasetName();
        return new Traits(ruleId, alertType, severity, part.model(), dataset, part.metricName(), part.labels());
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

    List<String> notificationChannels() {
        return notificationChannels;
    }
}
