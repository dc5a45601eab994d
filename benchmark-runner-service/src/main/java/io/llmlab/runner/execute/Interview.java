package io.llmlab.runner.execute;

import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.dataset.DatasetItems;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks a model's endpoint the items of a run, whichever API it speaks, and judges its answers.
@ApplicationScoped
class Interview {

    private static final int ITEMS_READ_AT_ONCE = 200;
    private static final int STORED_AT_ONCE = 100;
    private static final Duration STORED_AFTER = Duration.ofMillis(300);

    private final Planner planner;
    private final DatasetItems items;
    private final Senders senders;
    private final Spending spending;
    private final ExecutionConfig config;

    Interview(Planner planner, DatasetItems items, Senders senders, Spending spending, ExecutionConfig config) {
        this.planner = planner;
        this.items = items;
        this.senders = senders;
        this.spending = spending;
        this.config = config;
    }

    Uni<Measured> hold(Assignment taken, RunBook book) {
        return planner.plan(taken, book)
                .call(plan -> book.planned(plan.total(), plan.fingerprint()))
                .chain(plan -> spending.budget(taken, plan.scoring().judge())
                        .chain(budget -> askAll(taken, plan, budget, book)))
                .map(_ -> Measured.bySamples());
    }

    private Uni<Void> askAll(Assignment taken, Plan plan, Budget budget, RunBook book) {
        var judge = plan.scoring().judge();
        var asker = new Asker(taken, plan, senders.of(taken), senders.judge(taken, plan.scoring()));
        var hope = new Hope(config.hopelessAfter(), plan.alreadyDone() > 0);
        var models = new ResolvedModels(taken.run().modelResolved());
        var stored = new AtomicInteger();
        return missing(plan)
                // The first one that may not be asked ends it; those under way are waited for.
                .select()
                .first(_ -> budget.allowsMore())
                .onItem()
                .transformToUni(question -> asker.ask(question).invoke(asked -> budget.spent(asked.row())))
                .merge(plan.config().requestsAtATime())
                .group()
                .intoLists()
                .of(STORED_AT_ONCE, STORED_AFTER)
                // Answers come whether or not the database is quick.
                .onOverflow()
                .bufferUnconditionally()
                // Writing a hundred samples as JSON would hold up the answers that come meanwhile.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToUniAndConcatenate(
                        asked -> book.store(asked.stream().map(Asked::row).toList(), judge)
                                .chain(() -> spending.exhausted(taken, judge))
                                .invoke(budget::exhausted)
                                .replaceWithVoid()
                                .invoke(() -> {
                                    stored.addAndGet(asked.size());
                                    models.heard(asked);
                                    hope.look(asked);
                                }))
                .collect()
                .last()
                .call(() -> models.inWords().map(book::answeredBy).orElseGet(Uni.createFrom()::voidItem))
                .invoke(() -> budget.requireEnough(
                        plan.missing().size() - stored.get(), taken.run().id()));
    }

    private Multi<Question> missing(Plan plan) {
        return Multi.createFrom()
                .iterable(parts(plan.missing()))
                .onItem()
                .transformToUniAndConcatenate(positions -> questions(plan, positions))
                .onItem()
                .disjoint();
    }

    private Uni<List<Question>> questions(Plan plan, List<Integer> positions) {
        var wanted = positions.stream().map(plan::item).distinct().toList();
        return items.at(plan.datasetId(), wanted).map(found -> {
            var byPosition = found.stream().collect(Collectors.toMap(DatasetItem::position, Function.identity()));
            return positions.stream()
                    .flatMap(position -> Stream.ofNullable(byPosition.get(plan.item(position)))
                            .map(item -> new Question(item, position, plan.epoch(position))))
                    .toList();
        });
    }

    private static List<List<Integer>> parts(List<Integer> positions) {
        var parts = new ArrayList<List<Integer>>();
        for (var start = 0; start < positions.size(); start += ITEMS_READ_AT_ONCE) {
            parts.add(positions.subList(start, Math.min(start + ITEMS_READ_AT_ONCE, positions.size())));
        }
        return parts;
    }
}
