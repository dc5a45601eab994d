package io.llmlab.runner.execute;

import io.llmlab.platform.inbox.Transience;
import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.dataset.DatasetItems;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Takes one run from its plan to its end.
@ApplicationScoped
class Execution {

    private static final int ITEMS_READ_AT_ONCE = 200;
    private static final int STORED_AT_ONCE = 100;
    private static final Duration STORED_AFTER = Duration.ofMillis(300);
    private static final int RENEWALS_A_LEASE = 4;

    private final Planner planner;
    private final DatasetItems items;
    private final ChatClient client;
    private final Books books;
    private final Clock clock;

    Execution(Planner planner, DatasetItems items, ChatClient client, Books books, Clock clock) {
        this.planner = planner;
        this.items = items;
        this.client = client;
        this.books = books;
        this.clock = clock;
    }

    /// Ends when the run has ended, or belongs to somebody else. Fails only where the database does; then the lease
    /// runs out and the run is taken up again.
    Uni<Void> execute(Assignment taken) {
        Log.infof(
                "Run %d of model %s on %s begins, attempt %d",
                taken.run().id(), taken.model().name(), taken.run().datasetName(), taken.attempt());
        return planner.plan(taken)
                .chain(plan -> work(taken, plan))
                .replaceWith(Optional.<String>empty())
                .onFailure(RunFailure.class)
                .recoverWithItem(failure -> Optional.ofNullable(failure.getMessage()))
                .onFailure(Execution::isFault)
                .recoverWithItem(fault -> explain(taken, fault))
                .chain(failure -> books.end(taken, failure))
                .invoke(run -> Log.infof("Run %d is %s", run.id(), run.status()))
                .replaceWithVoid()
                .onFailure(Superseded.class)
                .invoke(lost -> Log.infof("%s; nothing more is done for it", lost.getMessage()))
                .onFailure(Superseded.class)
                .recoverWithNull();
    }

    /// What will not pass by itself would be tried again for ever.
    private static boolean isFault(Throwable failure) {
        return !(failure instanceof Superseded) && !Transience.mayPass(failure);
    }

    private static Optional<String> explain(Assignment taken, Throwable fault) {
        Log.errorf(fault, "Run %d failed unexpectedly", taken.run().id());
        return Optional.of("This is a fault of the runner and is in its log (%s)"
                .formatted(fault.getClass().getSimpleName()));
    }

    private Uni<Void> work(Assignment taken, Plan plan) {
        var timeout = books.timeoutOf(taken);
        var asking = books.planned(taken, plan)
                .chain(() -> askAll(taken, plan))
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new RunFailure(
                        "The run took longer than %d s; raise the job's timeout or benchmark_config.concurrency, or ask fewer items (sample_size). POST /benchmark-runs/%d/retry goes on with what is missing"
                                .formatted(timeout.toSeconds(), taken.run().id())));
        return Uni.join().first(asking, staysMine(taken)).toTerminate();
    }

    /// Never ends; fails when the run is lost.
    private Uni<Void> staysMine(Assignment taken) {
        return Multi.createFrom()
                .ticks()
                .every(books.lease().dividedBy(RENEWALS_A_LEASE))
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(_ -> books.renewLease(taken))
                .collect()
                .last();
    }

    private Uni<Void> askAll(Assignment taken, Plan plan) {
        var asker = new Asker(
                taken,
                plan,
                client,
                books.pace(clock, () -> ThreadLocalRandom.current().nextLong()));
        var hope = books.hope(plan);
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
                .onItem()
                .transformToUniAndConcatenate(asked -> store(taken, asked).invoke(() -> hope.look(asked)))
                .collect()
                .last();
    }

    private Uni<Void> store(Assignment taken, List<Asked> asked) {
        return Uni.createFrom()
                .deferred(() -> books.store(taken, asked))
                .onFailure(Transience::mayPass)
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .atMost(10);
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
