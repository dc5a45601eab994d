package io.llmlab.alert.notify;

import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class ChannelRepository implements PanacheRepository<NotificationChannel> {

    Uni<NotificationChannel> require(String name) {
        return find("name", name)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("notification channel", name));
    }

    Uni<Boolean> has(String name) {
        return count("name", name).map(found -> found > 0);
    }

    Uni<List<NotificationChannel>> page(int limit, int offset) {
        return find("order by name").range(offset, offset + limit - 1).list();
    }

    Uni<List<NotificationChannel>> named(Collection<String> names) {
        return list("name in ?1", names);
    }

    /// Forgets until when its receiver asked to be left alone.
    Uni<Void> release(String name) {
        return PlainSql.update("delete from channel_pace where channel = $1", name)
                .replaceWithVoid();
    }

    Uni<List<String>> names() {
        return find("order by name")
                .list()
                .map(all -> all.stream().map(NotificationChannel::name).toList());
    }
}
