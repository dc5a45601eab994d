package io.llmlab.regression.finding;

import static java.util.Objects.requireNonNull;

import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.regression.cause.CauseService.Question;
import io.llmlab.regression.cause.Onset;
import io.llmlab.regression.config.Watch;
import io.llmlab.regression.detect.Severity;
import io.llmlab.regression.finding.Decision.Confirm;
import io.llmlab.regression.finding.Decision.Open;
import io.llmlab.regression.finding.Disposition.Kind;
import io.llmlab.regression.series.MeasuredRun;
import io.llmlab.regression.series.Position;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A series got worse, and is until it is back within the baseline it had before.
@Entity
public class Finding {

    /// One step alone grows threefold while the newest three runs are looked at in overlapping windows.
    private static final double FAR_WORSE = 4;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private long seriesId;

    @Embedded
    private Subject subject;

    private long runId;
    private Instant runAt;
    private boolean backfill;

    @Enumerated(EnumType.STRING)
    private FindingState state;

    @Enumerated(EnumType.STRING)
    private Severity severity;

    @Embedded
    private Evidence evidence;

    @Embedded
    private Watch watch;

    @Embedded
    private Onset onset;

    private @Nullable String batchId;

    // Where it has none the database makes it the first of its own: known only then, and never changed.
    @Column(updatable = false)
    private @Nullable Long groupId;

    private int shownAgain;
    private @Nullable Instant settledAt;
    private @Nullable Double toldChange;
    private Instant toldAt;
    private long toldRunId;
    private Instant openedAt;
    private Instant updatedAt;
    private long lastRunId;
    private @Nullable Instant clearedAt;
    private @Nullable Long clearedRunId;
    // Queries read it.
    @SuppressWarnings("UnusedVariable")
    private boolean withdrawn;

    @Embedded
    private @Nullable Disposition disposition;

    protected Finding() {} // for Hibernate

    /// @param onset where it begins, and the last good run
    static Finding opened(Open open, Onset onset, MeasuredRun run, boolean backfill, Instant at) {
        var evaluation = open.evaluation();
        var finding = new Finding();
        finding.seriesId = evaluation.series().id();
        finding.subject = new Subject(evaluation.series());
        finding.runId = run.id();
        finding.runAt = run.at();
        finding.backfill = backfill;
        finding.state = FindingState.OPEN;
        finding.severity = evaluation.outcome().severity();
        finding.evidence = new Evidence(evaluation.requireMeasurement());
        finding.watch = evaluation.watch();
        finding.onset = onset;
        finding.batchId = run.circumstances().batchId();
        finding.tell(run);
        finding.openedAt = at;
        finding.settledAt = open.settled() ? at : null;
        finding.seenAgain(run, at);
        return finding;
    }

    /// Findings of one run or batch have one group: the id of the first of them.
    ///
    /// @param group null: it is the first itself
    void join(@Nullable Long group) {
        groupId = group;
    }

    /// It is stored, and the first of its group where it has joined none; the database says the same.
    void beginGroup() {
        groupId = groupId == null ? id() : groupId;
    }

    /// The newest runs show it still. What it rests on is brought up to date; the severity only rises.
    ///
    /// @return whether it is worth telling again: it is settled now, the severity rose, it fell once more, or the
    /// change is far beyond what was told last. A small finding must not keep a collapse from those whose threshold
    /// it did not reach
    boolean confirm(Confirm shown, MeasuredRun run, Instant at) {
        evidence = evidence.renewed(shown.evaluation().requireMeasurement());
        seenAgain(run, at);
        shownAgain++;
        var settles = shown.settled() && settle(at);
        var rose = rises(shown.evaluation().outcome().severity());
        var tellAgain = settles || rose || shown.fell() != null || isFarWorseThanTold();
        if (tellAgain) {
            tell(run);
        }
        return tellAgain;
    }

    /// @return whether it was not settled before
    private boolean settle(Instant at) {
        if (isSettled()) {
            return false;
        }
        settledAt = at;
        return true;
    }

    private boolean rises(Severity shown) {
        var rose = shown.compareTo(severity) > 0;
        if (rose) {
            severity = shown;
        }
        return rose;
    }

    /// Whether it is more than the next run may take back: see [Settling].
    boolean isSettled() {
        return settledAt != null;
    }

    /// How many runs have shown it since the one that gave rise to it.
    int shownAgain() {
        return shownAgain;
    }

    /// The run that gave rise to it.
    Position arose() {
        return new Position(runAt, runId);
    }

    private void tell(MeasuredRun run) {
        toldChange = evidence.changePercent();
        toldAt = run.at();
        toldRunId = run.id();
    }

    /// The run with which it was last told.
    Position told() {
        return new Position(toldAt, toldRunId);
    }

    private boolean isFarWorseThanTold() {
        var change = evidence.changePercent();
        return change != null && toldChange != null && Math.abs(change) > FAR_WORSE * Math.abs(toldChange);
    }

    /// The series is back. What it rested on stays.
    void clear(MeasuredRun run, Instant at) {
        if (state != FindingState.OPEN) {
            throw new Conflict("Finding %s is already %s".formatted(id, state));
        }
        seenAgain(run, at);
        state = FindingState.CLEARED;
        clearedAt = at;
        clearedRunId = run.id();
    }

    /// It rested on a run that is no evidence: it was none.
    void withdraw(MeasuredRun run, Instant at) {
        clear(run, at);
        withdrawn = true;
    }

    /// Whether a person can say this of it: it was not judged yet, and what is over cannot become the new normal.
    boolean admits(Kind kind) {
        return disposition == null && (kind == Kind.FALSE_ALARM || state == FindingState.OPEN);
    }

    /// A person's word: it ends what is open, and is kept beside how it ended otherwise.
    ///
    /// @return whether it ended by this
    boolean judge(Disposition judged) {
        if (disposition != null) {
            throw new Conflict("Finding %s was judged already, by %s".formatted(id, disposition.by()));
        }
        if (!admits(judged.kind())) {
            throw new Conflict("Finding %s is over: only an open one can become the new normal".formatted(id));
        }
        disposition = judged;
        updatedAt = judged.at();
        var ends = state == FindingState.OPEN;
        if (ends) {
            state = FindingState.CLEARED;
            clearedAt = judged.at();
            clearedRunId = lastRunId;
        }
        return ends;
    }

    private void seenAgain(MeasuredRun run, Instant at) {
        updatedAt = at;
        lastRunId = run.id();
    }

    long id() {
        return requireNonNull(id, "finding is not stored yet");
    }

    long seriesId() {
        return seriesId;
    }

    Subject subject() {
        return subject;
    }

    long runId() {
        return runId;
    }

    Instant runAt() {
        return runAt;
    }

    boolean backfill() {
        return backfill;
    }

    FindingState state() {
        return state;
    }

    Severity severity() {
        return severity;
    }

    Evidence evidence() {
        return evidence;
    }

    Watch watch() {
        return watch;
    }

    Onset onset() {
        return onset;
    }

    @Nullable
    String batchId() {
        return batchId;
    }

    long groupId() {
        return requireNonNull(groupId, "finding has no group yet");
    }

    Question whatHappened() {
        return new Question(seriesId, subject.modelId(), subject.datasetName(), subject.metricType(), onset);
    }

    Instant openedAt() {
        return openedAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    long lastRunId() {
        return lastRunId;
    }

    @Nullable
    Instant clearedAt() {
        return clearedAt;
    }

    @Nullable
    Long clearedRunId() {
        return clearedRunId;
    }

    @Nullable
    Disposition disposition() {
        return disposition;
    }
}
