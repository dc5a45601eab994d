package io.llmlab.gateway.dashboard;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Keeps answers until something is written, whoever writes it, so that the next one who asks sees it: an answer is for
/// those who see the same of the database (`pg_current_snapshot`: which transactions are over). Because an answer also
/// depends on the time and on what the owners say, it is worked out again after a second; who asks meanwhile, up to two
/// seconds more, gets the one before instead of waiting (`stale-while-revalidate` of RFC 5861).
///
/// Those who ask for the same at the same time get one answer.
@ApplicationScoped
class Answers {

    private static final String SNAPSHOT = "select cast(pg_current_snapshot() as text) as seen";
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    /// More are not kept: they are all forgotten.
    private static final int MOST = 100;

    private final Pool pool;
    private final Clock clock;
    private final Map<Object, Kept> kept = new ConcurrentHashMap<>();

    Answers(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /// @param refreshing whether somebody works it out again already
    private record Kept(String seen, Instant at, Uni<?> answer, boolean refreshing) {

        boolean isFor(String now, Instant moment) {
            return seen.equals(now) && moment.isBefore(at.plus(LONGEST));
        }

        boolean isFresh(Instant moment) {
            return moment.isBefore(at.plus(FRESH));
        }
    }

    /// @param question tells one answer from another, with the type of its answer
    <T> Uni<T> to(Object question, Supplier<Uni<T>> asking) {
        var own = Vertx.currentContext();
        return pool.query(SNAPSHOT)
                .execute()
                .map(rows -> rows.iterator().next().getString("seen"))
                .chain(seen -> answer(question, seen, asking))
                .emitOn(next -> own.runOnContext(_ -> next.run()));
    }

    @SuppressWarnings("unchecked")
    private <T> Uni<T> answer(Object question, String seen, Supplier<Uni<T>> asking) {
        if (kept.size() > MOST) {
            kept.clear();
        }
        var now = clock.instant();
        var found = kept.compute(
                question,
                (_, known) -> known != null && known.isFor(seen, now) ? known : fresh(question, seen, now, asking));
        if (!found.isFresh(now) && !found.refreshing()) {
            refresh(question, found, seen, now, asking);
        }
        return (Uni<T>) found.answer();
    }

    /// One of those who find it old works it out again; the others take it as it is meanwhile.
    private void refresh(Object question, Kept old, String seen, Instant now, Supplier<? extends Uni<?>> asking) {
        var meanwhile = new Kept(old.seen(), old.at(), old.answer(), true);
        if (kept.replace(question, old, meanwhile)) {
            asking.get()
                    .subscribe()
                    .with(
                            answer -> kept.replace(
                                    question,
                                    meanwhile,
                                    new Kept(seen, now, Uni.createFrom().item(answer), false)),
                            _ -> kept.remove(question, meanwhile));
        }
    }

    /// What fails is asked again.
    private Kept fresh(Object question, String seen, Instant now, Supplier<? extends Uni<?>> asking) {
        return new Kept(
                seen,
                now,
                asking.get()
                        .onFailure()
                        .invoke(() -> kept.remove(question))
                        .memoize()
                        .indefinitely(),
                false);
    }
}
