package io.llmlab.runner.execute;

import io.llmlab.platform.inbox.Transience;
import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.run.IncomingRun;
import io.llmlab.runner.run.SampleRow;
import io.llmlab.runner.run.Summary;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What an executor writes down of its run. All of it is fenced: once the run belongs to somebody else, or has
/// ended, each call fails with [Superseded] and changes nothing. A database that is away for some seconds is
/// waited for.
public final class RunBook {

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);
    private static final int RETRIES = 10;

    private final Ledger ledger;
    private final Assignment taken;

    RunBook(Ledger ledger, Assignment taken) {
        this.ledger = ledger;
        this.taken = taken;
    }

    /// Positions of the samples that are stored already: they are not asked again.
    public Uni<Set<Integer>> stored() {
        return persistently(() -> ledger.stored(taken));
    }

    /// Positions of the samples whose answers are stored and wait for a judge.
    Uni<Set<Integer>> unjudged() {
        return persistently(() -> ledger.unjudged(taken));
    }

    /// Says what the run is going to be.
    ///
    /// @param total samples of the whole run; null: not known yet
    public Uni<Void> planned(@Nullable Integer total, Fingerprint fingerprint) {
        return persistently(() -> ledger.planned(taken, total, fingerprint));
    }

    /// Says which model answered.
    ///
    /// @param model as the endpoint names it
    public Uni<Void> answeredBy(String model) {
        return persistently(() -> ledger.answeredBy(taken, model));
    }

    /// Stores samples and counts them as progress. A position that is stored already keeps what it has.
    public Uni<Void> store(List<SampleRow> samples) {
        return store(samples, null);
    }

    /// @param judge the model that judged them; null: none did
    Uni<Void> store(List<SampleRow> samples, @Nullable JudgeModel judge) {
        return persistently(() -> ledger.store(taken, samples, judge));
    }

    /// Stores what a judge said of answers that are stored.
    Uni<Void> judge(List<SampleRow> samples, @Nullable JudgeModel judge) {
        return persistently(() -> ledger.judge(taken, samples, judge));
    }

    /// Progress of what stores its samples only at the end.
    ///
    /// @param total null: not known
    public Uni<Void> progress(int done, @Nullable Integer total) {
        return persistently(() -> ledger.progress(taken, done, total));
    }

    /// Says within a JDBC transaction what the run is, as the last statement of it: all of the transaction counts only
    /// where the run is still this executor's. It blocks.
    ///
    /// @param results what was stored in the transaction
    /// @param summary of them
    public void filed(Connection connection, IncomingRun results, Summary summary) throws SQLException {
        Filing.file(connection, taken, results, summary);
    }

    /// Does something again that failed for what may pass by itself.
    public static <T> Uni<T> persistently(Supplier<Uni<? extends T>> write) {
        return Uni.createFrom()
                .deferred(write)
                .onFailure(Transience::mayPass)
                .retry()
                .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
                .atMost(RETRIES);
    }
}
