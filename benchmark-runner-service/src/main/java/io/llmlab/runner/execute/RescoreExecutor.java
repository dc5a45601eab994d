package io.llmlab.runner.execute;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.dataset.DatasetItems;
import io.llmlab.runner.dataset.ItemKey;
import io.llmlab.runner.execute.StoredAnswers.Source;
import io.llmlab.runner.execute.StoredAnswers.Stored;
import io.llmlab.runner.run.AnswerDetails;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.run.SampleRow;
import io.llmlab.runner.score.Scorer;
import io.llmlab.runner.score.ScorerChoice;
import io.llmlab.runner.score.Scorers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Judges the stored answers of an earlier run again, with the scorer that this run says. No model is asked. The run
/// has the earlier one's fingerprint with another scorer, so it is of another stream.
@ApplicationScoped
class RescoreExecutor implements RunExecutor {

    private static final String RUN_ID = "run_id";
    private static final String POINTER = "/benchmark_config/arguments/run_id";
    private static final int AT_ONCE = 200;

    private final StoredAnswers answers;
    private final Planner planner;
    private final DatasetItems items;
    private final Scorers scorers;

    RescoreExecutor(StoredAnswers answers, Planner planner, DatasetItems items, Scorers scorers) {
        this.answers = answers;
        this.planner = planner;
        this.items = items;
        this.scorers = scorers;
    }

    /// What judges, and how many items the data set has.
    private record Judgement(
            Assignment taken, Source source, long datasetId, int items, ScorerChoice choice, Scorer scorer) {}

    @Override
    public String name() {
        return "rescore";
    }

    @Override
    public Uni<Void> check(BenchmarkConfig config) {
        var arguments = config.arguments();
        if (arguments == null || !arguments.path(RUN_ID).isIntegralNumber()) {
            return Uni.createFrom()
                    .failure(Invalid.inBody(POINTER, "must be the id of the run whose answers are judged again"));
        }
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Measured> work(Assignment taken, RunBook book) {
        var arguments = taken.config().arguments();
        var id = arguments == null ? 0 : arguments.path(RUN_ID).asLong();
        return answers.run(id)
                .map(found -> found.orElseThrow(
                        () -> new RunFailure("There is no run %d whose answers could be judged again".formatted(id))))
                .chain(source -> judgement(taken, source))
                .call(judgement -> book.planned(null, fingerprint(judgement)))
                .chain(judgement -> judgeAll(judgement, book))
                .map(_ -> Measured.bySamples());
    }

    private Uni<Judgement> judgement(Assignment taken, Source source) {
        var dataset = requireSame(taken, source);
        return Uni.combine()
                .all()
                .unis(planner.scorer(taken.config().scorer(), dataset), items.ids(dataset))
                .with((choice, ids) ->
                        new Judgement(taken, source, dataset, ids.size(), choice, scorers.of(choice.type())));
    }

    /// The same answers twice in one series would look like two runs.
    private static Fingerprint fingerprint(Judgement judgement) {
        var before = judgement.source().parts();
        var now = FingerprintParts.rescored(
                before, judgement.choice(), judgement.scorer().version());
        if (now.stream().equals(Fingerprint.of(before).stream())) {
            throw new RunFailure("The answers of run %d were judged by the same scorer in the same version already"
                    .formatted(judgement.source().id()));
        }
        return now;
    }

    private static long requireSame(Assignment taken, Source source) {
        if (source.modelId() != taken.model().id()) {
            throw new RunFailure("The answers of run %d are another model's than %s"
                    .formatted(source.id(), taken.model().name()));
        }
        if (!source.status().equals("COMPLETED")) {
            throw new RunFailure("Run %d did not complete; only the answers of completed runs can be compared"
                    .formatted(source.id()));
        }
        if (source.again() || source.leftOut()) {
            throw new RunFailure("Run %d is no evidence of its own: it was %s"
                    .formatted(
                            source.id(),
                            source.again() ? "judged again itself" : "excluded, or could not be measured"));
        }
        var dataset = source.datasetId();
        if (dataset == null || !dataset.equals(taken.datasetId())) {
            throw new RunFailure(
                    "Run %d answered version %s of a data set, and this run has version %s of %s; upload the run's version again, which makes it the latest one"
                            .formatted(
                                    source.id(),
                                    source.datasetVersion(),
                                    taken.run().datasetVersion(),
                                    taken.run().datasetName()));
        }
        return dataset;
    }

    /// Page by page; a sample that an earlier attempt of this run stored keeps what it has.
    private Uni<Void> judgeAll(Judgement judgement, RunBook book) {
        return Multi.createBy()
                .repeating()
                .<AtomicInteger, List<Stored>>uni(
                        () -> new AtomicInteger(-1), last -> pageBehind(last, judgement.source()))
                .until(List::isEmpty)
                .onItem()
                .transformToUniAndConcatenate(page -> judge(page, judgement, book))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<List<Stored>> pageBehind(AtomicInteger last, Source source) {
        return answers.behind(source, last.get(), AT_ONCE)
                .invoke(page -> page.forEach(stored -> last.set(stored.position())));
    }

    private Uni<Void> judge(List<Stored> page, Judgement judgement, RunBook book) {
        var wanted = page.stream()
                .map(stored -> stored.position() % judgement.items())
                .distinct()
                .toList();
        return items.at(judgement.datasetId(), wanted)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> rows(page, judgement, found))
                .chain(book::store);
    }

    private static List<SampleRow> rows(List<Stored> page, Judgement judgement, List<DatasetItem> found) {
        Map<Integer, DatasetItem> items =
                found.stream().collect(Collectors.toMap(DatasetItem::position, Function.identity()));
        return page.stream()
                .flatMap(stored -> Stream.ofNullable(items.get(stored.position() % judgement.items()))
                        .map(item -> row(stored, item, judgement)))
                .toList();
    }

    /// What the answer cost and how long it took is the earlier run's; told twice it would be paid twice.
    private static SampleRow row(Stored stored, DatasetItem item, Judgement judgement) {
        var answer = stored.answer();
        var score = answer == null
                ? null
                : judgement
                        .scorer()
                        .score(Answering.expectation(item, judgement.choice().settings()), answer);
        return new SampleRow(
                stored.position(),
                item.id(),
                ItemKey.of(judgement.taken().run().datasetName(), item.id()),
                stored.prompt(),
                answer,
                item.target(),
                score == null ? null : score.value(),
                score == null ? null : score.parsed(),
                null,
                null,
                null,
                null,
                stored.error(),
                Answering.cluster(item),
                new AnswerDetails(stored.epoch(), stored.refused(), null, null, null, null, null));
    }
}
