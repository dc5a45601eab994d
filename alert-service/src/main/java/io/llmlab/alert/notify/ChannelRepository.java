package io.llmlab.alert.notify;

import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class ChannelRepository implements PanacheRepository<NotificationChannel> {

    /// A person asks for it, or has another receiver: all patience anew. In the order of ids, and before the pace, like
    /// whatever else locks several of these.
    private static final String RELEASE = """
            with waiting as materialized (
                select id from delivery
                where channel = $1 and status = 'PENDING' and attempts > 0
                order by id
                for update
            ), due as (
                update delivery set due_at = now(), tried_since = null, uncounted = attempts
                where id = any (array(select id from waiting))
            )
            delete from channel_pace where channel = $1 and (select count(*) from waiting) >= 0""";

    Uni<NotificationChannel> require(String name) {
        return required(name, find("name", name));
    }

    /// The same for a change: whoever else changes it, be it the system that disables it, comes before or after.
    Uni<NotificationChannel> requireToChange(String name) {
        return required(name, find("name", name).withLock(LockModeType.PESSIMISTIC_WRITE));
    }

    private static Uni<NotificationChannel> required(String name, PanacheQuery<NotificationChannel> query) {
        return query.firstResult().onItem().ifNull().failWith(() -> new NotFound("notification channel", name));
    }

    Uni<Boolean> has(String name) {
        return count("name", name).map(found -> found > 0);
    }

    Uni<List<NotificationChannel>> page(int limit, int offset) {
        return find("order by name").range(offset, offset + limit - 1).list();
    }

    /// By name, locked until the transaction ends.
    Uni<List<NotificationChannel>> lotAfter(String name, int size) {
        return find("name > ?1 order by name", name)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .range(0, size - 1)
                .list();
    }

    Uni<List<NotificationChannel>> named(Collection<String> names) {
        return list("name in ?1", names);
    }

    /// Tries at once what waits for it, whatever its receiver asked for.
    Uni<Void> release(String name) {
        return PlainSql.update(RELEASE, name).replaceWithVoid();
    }

    Uni<List<NotificationChannel>> enabled() {
        return list("enabled = true order by name");
    }

    /// Of those that alerts may be sent to.
    Uni<List<String>> namesForAlerts() {
        return find("order by name")
                .list()
                .map(all -> all.stream()
                        .filter(channel -> channel.type().takesAlerts())
                        .map(NotificationChannel::name)
                        .toList());
    }
}
