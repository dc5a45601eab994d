package io.llmlab.regression.finding;

import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.outbox.OutboxEvent;
import io.llmlab.regression.baseline.Absent;
import io.llmlab.regression.baseline.BaselineService;
import io.llmlab.regression.cause.Cause;
import io.llmlab.regression.cause.CauseService;
import io.llmlab.regression.finding.Decision.Clear;
import io.llmlab.regression.finding.Decision.Confirm;
import io.llmlab.regression.finding.Decision.Open;
import io.llmlab.regression.finding.Decision.Withdraw;
import io.llmlab.regression.finding.News.Better;
import io.llmlab.regression.finding.News.Nothing;
import io.llmlab.regression.finding.News.Worse;
import io.llmlab.regression.finding.RegressionCleared.Cleared;
import io.llmlab.regression.finding.RegressionFound.Found;
import io.llmlab.regression.series.MeasuredRun;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.SeriesService;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes decisions down, and tells what is new in one event each for worse and for better.
@ApplicationScoped
class FindingBook {

    private static final String TOPIC = "regression-found";
    private static final int MOST_HISTORIES = 20;
    private static final int MOST_POINTS = 60;

    private final FindingRepository findings;
    private final BaselineService baselines;
    private final CauseService causes;
    private final SeriesService series;
    private final Outbox outbox;
    private final Clock clock;

    FindingBook(
            FindingRepository findings,
            BaselineService baselines,
            CauseService causes,
            SeriesService series,
            Outbox outbox,
            Clock clock) {
        this.findings = findings;
        this.baselines = baselines;
        this.causes = causes;
        this.series = series;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Within the current transaction.
    Uni<Void> enter(MeasuredRun run, boolean backfill, List<Decision> decisions) {
        return noted(decisions)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(decision -> enter(run, backfill, decision))
                .collect()
                .asList()
                .chain(news -> tell(run, backfill, news));
    }

    /// New ones with what was not looked at. Most runs open nothing, and ask for nothing.
    private Uni<List<Decision>> noted(List<Decision> decisions) {
        var seen = decisions.stream()
                .filter(Open.class::isInstance)
                .map(decision -> ((Open) decision).evaluation())
                .collect(Collectors.toMap(look -> look.series().id(), Evaluation::stretch));
        return baselines
                .absentIn(seen)
                .map(absent -> decisions.stream()
                        .map(decision -> decision instanceof Open(var look, var settled)
                                ? new Open(
                                        look.noting(absent.getOrDefault(
                                                look.series().id(), Absent.NOTHING)),
                                        settled)
                                : decision)
                        .toList());
    }

    private Uni<News> enter(MeasuredRun run, boolean backfill, Decision decision) {
        return switch (decision) {
            case Open open -> open(run, backfill, open);
            case Confirm confirm -> confirm(run, confirm);
            case Clear clear -> clear(run, clear);
            case Withdraw withdraw -> withdraw(run, withdraw);
        };
    }

    private Uni<News> open(MeasuredRun run, boolean backfill, Open open) {
        var evaluation = open.evaluation();
        var begins = evaluation.begins();
        return baselines
                .lastNormalBefore(evaluation.series().id(), begins.at())
                .map(last -> Finding.opened(open, begins.after(last.orElse(null)), run, backfill, clock.instant()))
                .call(finding ->
                        findings.groupOf(run, evaluation.series()).invoke(group -> finding.join(group.orElse(null))))
                .call(finding -> findings.persist(finding).invoke(Finding::beginGroup))
                .call(finding -> baselines.leaveOut(finding.id(), finding.seriesId(), evaluation.onset()))
                .map(finding -> new Worse(finding, null));
    }

    private Uni<News> confirm(MeasuredRun run, Confirm confirm) {
        var fell = confirm.fell();
        var tellAgain = confirm.finding().confirm(confirm, run, clock.instant());
        return Uni.createFrom()
                .item(
                        tellAgain
                                ? new Worse(confirm.finding(), fell == null ? null : FellAgain.of(fell))
                                : new Nothing());
    }

    private Uni<News> clear(MeasuredRun run, Clear clear) {
        var finding = clear.finding();
        finding.clear(run, clock.instant());
        return baselines
                .takeIn(finding.id(), clear.evaluation().stretch().recentFrom())
                .replaceWith(new Better(Cleared.of(finding, clear.evaluation())));
    }

    private Uni<News> withdraw(MeasuredRun run, Withdraw withdraw) {
        var finding = withdraw.finding();
        finding.withdraw(run, clock.instant());
        // Before others ask what moved with them.
        return findings.flush()
                .chain(() -> baselines.takeAllIn(finding.id()))
                .replaceWith(new Better(Cleared.withdrawn(finding, withdraw.evaluation())));
    }

    private Uni<Void> tell(MeasuredRun run, boolean backfill, List<News> news) {
        return tellOfWorse(run, backfill, news).chain(() -> tellOfBetter(run, news));
    }

    private Uni<Void> tellOfWorse(MeasuredRun run, boolean backfill, List<News> news) {
        var worse = news.stream()
                .filter(Worse.class::isInstance)
                .map(Worse.class::cast)
                .toList();
        if (worse.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Log.infof(
                "Run %d of model %d shows %d regressed metrics",
                run.id(), run.model().id(), worse.size());
        return found(run, worse)
                .chain(found -> outbox.append(OutboxEvent.of(
                                TOPIC, run.model().id(), RegressionFound.of(run, backfill, found, clock.instant()))
                        .because(MeasuredRun.cause(run.id()))));
    }

    private Uni<List<Found>> found(MeasuredRun run, List<Worse> worse) {
        return causes.of(worse.stream().map(one -> one.finding().whatHappened()).toList())
                .chain(of -> histories(run, worse).map(histories -> found(worse, of, histories)));
    }

    private static List<Found> found(List<Worse> worse, List<Cause> causes, Map<Long, List<Point>> histories) {
        return IntStream.range(0, worse.size())
                .mapToObj(place -> Found.of(
                        worse.get(place).finding(),
                        worse.get(place).again(),
                        causes.get(place),
                        histories.getOrDefault(worse.get(place).finding().seriesId(), List.of())))
                .toList();
    }

    /// Of the largest changes alone: an event has to stay below what a broker takes.
    private Uni<Map<Long, List<Point>>> histories(MeasuredRun run, List<Worse> worse) {
        var largest = worse.stream()
                .map(Worse::finding)
                .sorted(Comparator.comparingDouble(FindingBook::magnitude).reversed())
                .limit(MOST_HISTORIES)
                .map(Finding::seriesId)
                .collect(Collectors.toSet());
        return series.newestPoints(largest, MOST_POINTS).map(all -> upTo(new Position(run.at(), run.id()), all));
    }

    /// Runs that came together are stored together: what is told of one must not know of those behind it.
    private static Map<Long, List<Point>> upTo(Position last, Map<Long, List<Point>> histories) {
        return histories.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        history -> history.getValue().stream()
                                .filter(point -> point.position().compareTo(last) <= 0)
                                .toList()));
    }

    private static double magnitude(Finding finding) {
        var change = finding.evidence().changePercent();
        return change == null ? Double.POSITIVE_INFINITY : Math.abs(change);
    }

    private Uni<Void> tellOfBetter(MeasuredRun run, List<News> news) {
        var cleared = news.stream()
                .filter(Better.class::isInstance)
                .map(item -> ((Better) item).cleared())
                .toList();
        if (cleared.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Log.infof(
                "Run %d of model %d ends %d regressions", run.id(), run.model().id(), cleared.size());
        return outbox.append(OutboxEvent.on(
                        TOPIC,
                        "regression-cleared",
                        run.model().id(),
                        RegressionCleared.of(run, cleared, clock.instant()))
                .because(MeasuredRun.cause(run.id())));
    }
}
