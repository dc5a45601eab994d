package io.llmlab.runner.run;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.runner.model.Model;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class RunRepository implements PanacheRepository<Run> {

    private static final String ENSURE_PARTITIONS =
            "select cast(count(*) as int) from ensure_run_partitions(cast(:moment as timestamptz))";

    /// Shared: any number of runs start at once. Ends with the transaction; an instance that is cut off from the
    /// database in the middle of it keeps nobody waiting for long.
    private static final String SHARE_PAIR = """
            select set_config('idle_in_transaction_session_timeout', '10s', true),
                pg_advisory_xact_lock_shared(pair_lock(:model, :dataset))::text""";

    Uni<Run> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("run", id));
    }

    /// Held until the transaction ends, so that its executor and a caller do not move it at once.
    Uni<Run> requireLocked(long id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).onItem().ifNull().failWith(() -> new NotFound("run", id));
    }

    /// Waits until nobody decides any more whether the model was run on the data set a short while ago
    /// (`cooldown_minutes`); who decides from now on waits for the end of the transaction, and sees its run.
    Uni<Void> announceStart(Model model, String datasetName) {
        return getSession()
                .chain(session -> session.createNativeQuery(SHARE_PAIR, Object[].class)
                        .setParameter("model", model.id())
                        .setParameter("dataset", datasetName)
                        .getSingleResult())
                .replaceWithVoid();
    }

    /// Stores a run in the partition of its time, which is made if it is not there.
    Uni<Run> store(Run run) {
        return getSession()
                .chain(session -> session.createNativeQuery(ENSURE_PARTITIONS, Integer.class)
                        .setParameter("moment", run.timestamp().atOffset(ZoneOffset.UTC))
                        .getSingleResult())
                .chain(() -> persistAndFlush(run));
    }

    Uni<List<Run>> page(RunFilter filter, Page page, @Nullable Run after) {
        return matching(filter, after)
                .range(page.offset(), page.offset() + page.limit() - 1)
                .list();
    }

    Uni<Long> count(RunFilter filter) {
        return matching(filter, null).count();
    }

    Uni<Optional<Run>> latestOfJob(String jobId) {
        return find("scheduledJobId = ?1 order by timestamp desc, id desc", jobId)
                .firstResult()
                .map(Optional::ofNullable);
    }

    Uni<Long> countOpenOfJob(String jobId) {
        return count("scheduledJobId = ?1 and status in (QUEUED, RUNNING)", jobId);
    }

    private PanacheQuery<Run> matching(RunFilter filter, @Nullable Run after) {
        var conditions = filter.conditions();
        if (after != null) {
            conditions.and("(timestamp < :afterAt or (timestamp = :afterAt and id < :afterId))");
            conditions.with("afterAt", after.timestamp());
            conditions.with("afterId", after.id());
        }
        return find(conditions.text() + " order by timestamp desc, id desc", conditions.parameters());
    }
}
