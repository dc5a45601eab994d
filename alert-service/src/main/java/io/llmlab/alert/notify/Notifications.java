package io.llmlab.alert.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Takes messages for delivery.
@ApplicationScoped
public class Notifications {

    private static final String INSERT_NOTIFICATION =
            "insert into notification (message) values (:message) returning id";
    private static final String INSERT_DELIVERY = """
            insert into delivery (notification_id, channel, status, reason, finished_at)
            values (:notification, :channel, :status, :reason, case when :status = 'SKIPPED' then now() end)
            on conflict do nothing""";

    private final ChannelRepository channels;
    private final ChannelCatalog catalog;
    private final ObjectMapper mapper;
    private final EventBus bus;

    Notifications(ChannelRepository channels, ChannelCatalog catalog, ObjectMapper mapper, EventBus bus) {
        this.channels = channels;
        this.catalog = catalog;
        this.mapper = mapper;
        this.bus = bus;
    }

    /// Stores one delivery per channel in the current transaction; a channel that can reach nobody is recorded as
    /// skipped. Call [#wake] once the transaction has committed.
    ///
    /// @return the notification's id
    public Uni<Long> enqueue(Message message, List<String> names) {
        return Panache.getSession()
                .chain(session -> insert(session, message)
                        .call(id -> channels.named(names)
                                .map(found -> found.stream()
                                        .collect(Collectors.toMap(NotificationChannel::name, Function.identity())))
                                .chain(found -> insert(session, id, names, found))));
    }

    /// Sends what was stored now, not at the next tick.
    public void wake() {
        bus.publish(DeliveryWorker.WAKE, "stored");
    }

    private Uni<Long> insert(Mutiny.Session session, Message message) {
        return session.createNativeQuery(INSERT_NOTIFICATION, Long.class)
                .setParameter("message", json(message))
                .getSingleResult();
    }

    private Uni<Void> insert(
            Mutiny.Session session, long id, List<String> names, Map<String, NotificationChannel> found) {
        return Multi.createFrom()
                .iterable(names)
                .onItem()
                .transformToUniAndConcatenate(name -> insert(session, id, name, found.get(name)))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Integer> insert(
            Mutiny.Session session, long notification, String name, @Nullable NotificationChannel channel) {
        var skipped = reasonToSkip(channel);
        return session.createNativeQuery(INSERT_DELIVERY)
                .setParameter("notification", notification)
                .setParameter("channel", name)
                .setParameter("status", skipped == null ? DeliveryStatus.PENDING.name() : DeliveryStatus.SKIPPED.name())
                .setParameter("reason", skipped)
                .executeUpdate();
    }

    private @Nullable String reasonToSkip(@Nullable NotificationChannel channel) {
        if (channel == null) {
            return "the channel was deleted";
        }
        if (!channel.enabled()) {
            return "the channel is disabled";
        }
        return catalog.missing(channel.type(), channel.config()).isPresent()
                ? NotificationChannel.NOT_CONFIGURED
                : null;
    }

    private String json(Message message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A message is no JSON", unwritable);
        }
    }
}
