package io.llmlab.runner.execute;

import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.dataset.DatasetItems;
import io.llmlab.runner.run.BenchmarkConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Asks the model's endpoint, which speaks OpenAI's chat completions protocol, and judges its answers.
@ApplicationScoped
class OpenAiExecutor implements RunExecutor {

    private static final int ITEMS_READ_AT_ONCE = 200;
    private static final int STORED_AT_ONCE = 100;
    private static final Duration STORED_AFTER = Duration.ofMillis(300);

    private final Planner planner;
    private final DatasetItems items;
    private final ChatClient client;
    private final ExecutionConfig config;
    private final Clock clock;

    OpenAiExecutor(Planner planner, DatasetItems items, ChatClient client, ExecutionConfig config, Clock clock) {
        this.planner = planner;
        this.items = items;
        this.client = client;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return BenchmarkConfig.DEFAULT_EXECUTOR;
    }

    @Override
    public Uni<Measured> work(Assignment taken, RunBook book) {
        return planner.plan(taken, book)
                .call(plan -> book.planned(plan.total(), plan.fingerprint()))
                .chain(plan -> askAll(taken, plan, book))
                .map(_ -> Measured.bySamples());
    }

    private Uni<Void> askAll(Assignment taken, Plan plan, RunBook book) {
        var asker = new Asker(taken, plan, client, pace());
        var hope = new Hope(config.hopelessAfter(), plan.alreadyDone() > 0);
        var models = new ResolvedModels(taken.run().modelResolved());
        return missing(plan)
                .onItem()
                .transformToUni(asker::ask)
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
                        asked -> book.store(asked.stream().map(Asked::row).toList())
                                .invoke(() -> {
                                    models.heard(asked);
                                    hope.look(asked);
                                }))
                .collect()
                .last()
                .call(() -> models.inWords().map(book::answeredBy).orElseGet(Uni.createFrom()::voidItem));
    }

    private Pace pace() {
        return new Pace(
                config.firstPause(),
                config.longestPause(),
                clock,
                () -> ThreadLocalRandom.current().nextLong());
    }

    private Multi<DatasetItem> missing(Plan plan) {
        return Multi.createFrom()
                .iterable(parts(plan.missing()))
                .onItem()
                .transformToUniAndConcatenate(positions -> items.at(plan.datasetId(), positions))
                .onItem()
                .disjoint();
    }

    private static List<List<Integer>> parts(List<Integer> positions) {
        var parts = new ArrayList<List<Integer>>();
        for (var start = 0; start < positions.size(); start += ITEMS_READ_AT_ONCE) {
            parts.add(positions.subList(start, Math.min(start + ITEMS_READ_AT_ONCE, positions.size())));
        }
        return parts;
    }
}
