package io.llmlab.runner.execute;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.dataset.DatasetItems;
import io.llmlab.runner.dataset.ItemKey;
import io.llmlab.runner.execute.StoredAnswers.Source;
import io.llmlab.runner.execute.StoredAnswers.Stored;
import io.llmlab.runner.run.AnswerDetails;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.run.JudgeDetails;
import io.llmlab.runner.run.SampleRow;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Judges the stored answers of an earlier run again, with the scorer that this run says. The model is not
/// asked. The run has the earlier one's fingerprint with another scorer, so it is of another stream.
@ApplicationScoped
class RescoreExecutor implements RunExecutor {

    private static final String RUN_ID = "run_id";
    private static final String POINTER = "/benchmark_config/arguments/run_id";
    private static final int READ_AT_ONCE = 200;
    private static final int STORED_AT_ONCE = 100;
    private static final Duration STORED_AFTER = Duration.ofMillis(300);

    private final StoredAnswers answers;
    private final Planner planner;
    private final DatasetItems items;
    private final Senders senders;
    private final Spending spending;
    private final ExecutionConfig config;

    RescoreExecutor(
            StoredAnswers answers,
            Planner planner,
            DatasetItems items,
            Senders senders,
            Spending spending,
            ExecutionConfig config) {
        this.answers = answers;
        this.planner = planner;
        this.items = items;
        this.senders = senders;
        this.spending = spending;
        this.config = config;
    }

    /// What judges, and how many items the data set has.
    ///
    /// @param judge null: the scorer needs no other model
    /// @param budget of who judges
    /// @param hope that the judge answers at all
    /// @param stored positions that an earlier attempt of this run judged
    /// @param done how many have been judged
    private record Judgement(
            Assignment taken,
            Source source,
            long datasetId,
            int items,
            Scoring scoring,
            @Nullable Judge judge,
            Budget budget,
            Hope hope,
            Set<Integer> stored,
            AtomicInteger done) {}

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
        return answers.run(id, config.errorLimit())
                .map(found -> found.orElseThrow(
                        () -> new RunFailure("There is no run %d whose answers could be judged again".formatted(id))))
                .chain(source -> judgement(taken, source, book))
                .call(judgement -> book.planned(null, fingerprint(judgement)))
                .chain(judgement -> judgeAll(judgement, book))
                .map(_ -> Measured.bySamples());
    }

    private Uni<Judgement> judgement(Assignment taken, Source source, RunBook book) {
        var dataset = requireSame(taken, source);
        return planner.scoring(taken, dataset)
                .chain(scoring -> Uni.combine()
                        .all()
                        .unis(items.ids(dataset), spending.budget(taken, scoring.judge()), book.stored())
                        .with((ids, budget, stored) -> new Judgement(
                                taken,
                                source,
                                dataset,
                                ids.size(),
                                scoring,
                                senders.judge(taken, scoring),
                                budget,
                                new Hope(config.hopelessAfter(), false),
                                stored,
                                new AtomicInteger(stored.size()))));
    }

    /// The same answers twice in one series would look like two runs.
    private static Fingerprint fingerprint(Judgement judgement) {
        var before = judgement.source().parts();
        var now = FingerprintParts.rescored(before, judgement.scoring());
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
        if (source.unfit() != null) {
            throw new RunFailure("Run %d is no evidence: %s".formatted(source.id(), source.unfit()));
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
        return answers.behind(source, last.get(), READ_AT_ONCE)
                .invoke(page -> page.forEach(stored -> last.set(stored.position())));
    }

    private Uni<Void> judge(List<Stored> page, Judgement judgement, RunBook book) {
        var left = page.stream()
                .filter(stored -> !judgement.stored().contains(stored.position()))
                .toList();
        var wanted = left.stream()
                .map(stored -> stored.position() % judgement.items())
                .distinct()
                .toList();
        return items.at(judgement.datasetId(), wanted)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(found -> keep(rows(left, judgement, found), judgement, book))
                // Only now: what is under way when the money is gone is paid, and stored.
                .invoke(() -> requireEnough(judgement));
    }

    /// As they come, since a judge takes its time.
    private Uni<Void> keep(Multi<Asked> rows, Judgement judgement, RunBook book) {
        return rows.group()
                .intoLists()
                .of(STORED_AT_ONCE, STORED_AFTER)
                // Verdicts come whether or not the database is quick.
                .onOverflow()
                .bufferUnconditionally()
                // They come on event loops, which writing them as JSON would hold up.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToUniAndConcatenate(judged -> book.store(
                                judged.stream().map(Asked::row).toList(),
                                judgement.scoring().judge())
                        .chain(() -> goOn(judgement, judged)))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> goOn(Judgement judgement, List<Asked> judged) {
        judgement.done().addAndGet(judged.size());
        if (judgement.judge() == null) {
            return Uni.createFrom().voidItem();
        }
        judgement
                .hope()
                .look(judged.stream().filter(one -> one.row().answer() != null).toList());
        return spending.exhausted(judgement.taken(), judgement.scoring().judge())
                .invoke(judgement.budget()::exhausted)
                .replaceWithVoid();
    }

    private static void requireEnough(Judgement judgement) {
        if (judgement.judge() != null) {
            var unjudged = judgement.source().samples() - judgement.done().get();
            judgement
                    .budget()
                    .requireEnough(0, unjudged, judgement.taken().run().id());
        }
    }

    private static Multi<Asked> rows(List<Stored> page, Judgement judgement, List<DatasetItem> found) {
        Map<Integer, DatasetItem> items =
                found.stream().collect(Collectors.toMap(DatasetItem::position, Function.identity()));
        return Multi.createFrom()
                .iterable(page)
                .filter(stored -> items.containsKey(stored.position() % judgement.items()))
                .select()
                .first(_ -> judgement.judge() == null || judgement.budget().allowsMore())
                .onItem()
                .transformToUni(stored -> row(stored, items, judgement))
                .merge(judgement.taken().config().requestsAtATime());
    }

    private static Uni<Asked> row(Stored stored, Map<Integer, DatasetItem> items, Judgement judgement) {
        var item = requireNonNull(items.get(stored.position() % judgement.items()));
        var answer = stored.answer();
        if (answer == null) {
            return Uni.createFrom().item(new Asked(row(stored, item, judgement, null), null, false));
        }
        return verdict(stored, answer, item, judgement)
                .map(verdict -> new Asked(row(stored, item, judgement, verdict), null, verdict.denied()))
                .invoke(asked -> judgement.budget().spent(asked.row()));
    }

    private static Uni<Verdict> verdict(Stored stored, String answer, DatasetItem item, Judgement judgement) {
        var judge = judgement.judge();
        if (judge == null) {
            var expected = Answering.expectation(item, judgement.scoring().settings());
            return Uni.createFrom()
                    .item(() -> Verdict.of(judgement.scoring().scorer().score(expected, answer)));
        }
        var question =
                requireNonNullElse(stored.prompt(), item.messages().getLast().content());
        return judge.judge(item, question, answer, stored.epoch());
    }

    /// What the answer cost and how long it took is the earlier run's; told twice it would be paid twice.
    ///
    /// @param verdict null: there was no answer
    private static SampleRow row(Stored stored, DatasetItem item, Judgement judgement, @Nullable Verdict verdict) {
        return new SampleRow(
                stored.position(),
                item.id(),
                ItemKey.of(judgement.taken().run().datasetName(), item.id()),
                stored.prompt(),
                stored.answer(),
                item.target(),
                verdict == null ? null : verdict.score(),
                verdict == null ? null : verdict.parsed(),
                null,
                null,
                null,
                null,
                verdict == null ? stored.error() : verdict.failure(),
                Answering.cluster(item),
                new AnswerDetails(stored.epoch(), stored.refused(), null, null, null, null, null),
                verdict == null ? JudgeDetails.NONE : verdict.details(),
                null);
    }
}
