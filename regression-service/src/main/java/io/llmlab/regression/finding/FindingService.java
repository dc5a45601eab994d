package io.llmlab.regression.finding;

import static io.llmlab.platform.flow.Steps.inTurn;

import io.llmlab.regression.baseline.BaselineService;
import io.llmlab.regression.config.ConfigService;
import io.llmlab.regression.confirm.ConfirmationService;
import io.llmlab.regression.series.Appended;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Decides what runs mean and tells it, within the transaction that added their points.
///
/// A series that got a late point, or lost one of an excluded run, is looked at once, at its end.
@ApplicationScoped
public class FindingService {

    private final ConfigService configs;
    private final BaselineService baselines;
    private final FindingRepository findings;
    private final ConfirmationService confirmations;
    private final Judge judge;
    private final FindingBook book;

    FindingService(
            ConfigService configs,
            BaselineService baselines,
            FindingRepository findings,
            ConfirmationService confirmations,
            Judge judge,
            FindingBook book) {
        this.configs = configs;
        this.baselines = baselines;
        this.findings = findings;
        this.confirmations = confirmations;
        this.judge = judge;
        this.book = book;
    }

    /// Looks at the series that the runs changed, and at no other.
    ///
    /// @param appended of runs without a series in common, in their order
    public Uni<Void> evaluate(List<Appended> appended) {
        var changes = appended.stream().filter(one -> !one.series().isEmpty()).toList();
        return changes.isEmpty()
                ? Uni.createFrom().voidItem()
                : configs.watches()
                        .map(watches -> each(changes, one -> Scene.of(one, watches)))
                        .call(this::dropExcluded)
                        // In this order: what is decided meanwhile is a finding or still held, but never neither.
                        .chain(this::withHeld)
                        .chain(this::withOpen)
                        .chain(this::withEnds)
                        .chain(this::withOwn)
                        .chain(this::decide);
    }

    /// Writes what is pending, so that the next evaluation within the transaction sees it.
    public Uni<Void> settle() {
        return findings.flush();
    }

    private Uni<List<Scene>> withOpen(List<Scene> scenes) {
        return findings.openOf(changedIds(scenes)).map(open -> each(scenes, scene -> scene.withOpen(open)));
    }

    /// An excluded run is suspected of nothing.
    private Uni<Void> dropExcluded(List<Scene> scenes) {
        var excluded = scenes.stream()
                .map(Scene::run)
                .filter(run -> run.excluded() && Caution.opensFindings(run))
                .toList();
        return inTurn(excluded, run -> confirmations.dropOf(run.id()));
    }

    private Uni<List<Scene>> withHeld(List<Scene> scenes) {
        return confirmations.heldOf(changedIds(scenes)).map(waiting -> each(scenes, scene -> scene.withHeld(waiting)));
    }

    private Uni<List<Scene>> withEnds(List<Scene> scenes) {
        var watched = scenes.stream().flatMap(scene -> scene.watched().stream()).toList();
        var advances = scenes.stream()
                .flatMap(scene -> scene.appended().advances().stream())
                .toList();
        return baselines.endsAfter(watched, advances).map(ends -> each(scenes, scene -> scene.withEnds(ends)));
    }

    private Uni<Void> decide(List<Scene> scenes) {
        return judge.decide(scenes).chain(decided -> inTurn(decided, this::enter));
    }

    private Uni<Void> enter(Judge.Decided decided) {
        if (decided.decisions().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var run = decided.scene().run();
        var backfill = decided.scene().appended().backfill();
        var caution = Caution.with(run, backfill, decided.decisions());
        return book.enter(run, backfill, caution.certain())
                .chain(() -> confirmations.suspect(run, caution.suspected()));
    }

    private static List<Long> changedIds(List<Scene> scenes) {
        return scenes.stream().flatMap(scene -> scene.changedIds().stream()).toList();
    }

    private static <T, R> List<R> each(List<T> items, Function<T, R> change) {
        return items.stream().map(change).toList();
    }

    /// Only for methods that spend a fixed error on a look: others would find the same again and again.
    private Uni<List<Scene>> withOwn(List<Scene> scenes) {
        var told = scenes.stream()
                .flatMap(scene -> scene.open().values().stream())
                .filter(finding -> finding.watch().controlsErrors())
                .collect(Collectors.toMap(Finding::seriesId, Finding::told));
        return told.isEmpty()
                ? Uni.createFrom().item(scenes)
                : baselines.newestSince(told).map(own -> each(scenes, scene -> scene.withOwn(own)));
    }
}
