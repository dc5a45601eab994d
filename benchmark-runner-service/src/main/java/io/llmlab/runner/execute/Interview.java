package io.llmlab.runner.execute;

import io.llmlab.runner.run.SampleRow;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Asks a model's endpoint the items of a run, whichever API it speaks, and judges its answers.
@ApplicationScoped
class Interview {

    private static final int STORED_AT_ONCE = 100;
    private static final Duration STORED_AFTER = Duration.ofMillis(300);

    private final Planner planner;
    private final Backlog backlog;
    private final Senders senders;
    private final Spending spending;
    private final ExecutionConfig config;

    Interview(Planner planner, Backlog backlog, Senders senders, Spending spending, ExecutionConfig config) {
        this.planner = planner;
        this.backlog = backlog;
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

    /// @param stored how many were asked or judged
    private record Session(
            Assignment taken, Plan plan, Asker asker, Budget budget, ResolvedModels models, AtomicInteger stored) {

        void spent(Asked asked) {
            budget.spent(asked.row());
        }
    }

    /// First what an earlier attempt asked and nobody judged: who judges may still not be there.
    private Uni<Void> askAll(Assignment taken, Plan plan, Budget budget, RunBook book) {
        var judge = plan.scoring().judge();
        var session = new Session(
                taken,
                plan,
                new Asker(taken, plan, senders.of(taken), senders.judge(taken, plan.scoring())),
                budget,
                new ResolvedModels(taken.run().modelResolved()),
                new AtomicInteger());
        // Answers that are stored say nothing of who judges them, nor verdicts on them of the model.
        var ofJudge = new Hope(config.hopelessAfter(), false);
        var ofModel = new Hope(config.hopelessAfter(), plan.alreadyDone() > 0);
        return keep(session, ofJudge, judged(session), rows -> book.judge(rows, judge))
                .chain(() -> keep(session, ofModel, asked(session), rows -> book.store(rows, judge)))
                .call(() -> session.models().inWords().map(book::answeredBy).orElseGet(Uni.createFrom()::voidItem))
                .invoke(() -> requireEnough(session));
    }

    /// What is judged goes before what is asked.
    private static void requireEnough(Session session) {
        var plan = session.plan();
        var stored = session.stored().get();
        var unjudged = Math.max(0, plan.unjudged().size() - stored);
        session.budget()
                .requireEnough(
                        plan.left() - stored - unjudged,
                        unjudged,
                        session.taken().run().id());
    }

    private Uni<Void> keep(Session session, Hope hope, Multi<Asked> asked, Function<List<SampleRow>, Uni<Void>> write) {
        return asked.group()
                .intoLists()
                .of(STORED_AT_ONCE, STORED_AFTER)
                // Answers come whether or not the database is quick.
                .onOverflow()
                .bufferUnconditionally()
                // Writing a hundred samples as JSON would hold up the answers that come meanwhile.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToUniAndConcatenate(some ->
                        write.apply(some.stream().map(Asked::row).toList()).chain(() -> goOn(session, hope, some)))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> goOn(Session session, Hope hope, List<Asked> asked) {
        return spending.exhausted(session.taken(), session.plan().scoring().judge())
                .invoke(session.budget()::exhausted)
                .invoke(() -> {
                    session.stored().addAndGet(asked.size());
                    session.models().heard(asked);
                    hope.look(asked);
                })
                .replaceWithVoid();
    }

    /// The first one that may not be asked ends it; those under way are waited for.
    private Multi<Asked> asked(Session session) {
        return backlog.unasked(session.plan())
                .select()
                .first(_ -> session.budget().allowsMore())
                .onItem()
                .transformToUni(question -> session.asker().ask(question).invoke(session::spent))
                .merge(session.plan().config().requestsAtATime());
    }

    private Multi<Asked> judged(Session session) {
        return backlog.unjudged(session.taken(), session.plan())
                .select()
                .first(_ -> session.budget().allowsMore())
                .onItem()
                .transformToUni(
                        one -> session.asker().judge(one.item(), one.stored()).invoke(session::spent))
                .merge(session.plan().config().requestsAtATime());
    }
}
