package io.llmlab.alert.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.ledger.Kind;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.signal.Subject;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.trace.Traces;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Takes messages for delivery, and takes them back.
@ApplicationScoped
public class Notifications {

    /// How a delivery stands that is to be sent.
    private static final String PENDING = "pending";

    /// Messages, and by their numbers here what they are about and who gets them.
    private static final String STORE = """
            with said as materialized (
                select nextval((select pg_get_serial_sequence('notification', 'id'))::regclass) as id,
                       number, message, kind, traceparent
                from unnest($1::text[], $2::text[], $8::text[])
                    with ordinality as said (message, kind, traceparent, number)
            ), stored as (
                insert into notification (id, message, kind) select id, message, kind from said
            ), about as (
                insert into notification_alert (notification_id, alert_id)
                select said.id, about.alert_id
                from unnest($3::bigint[], $4::bigint[]) as about (number, alert_id) join said using (number)
            )
            insert into delivery (notification_id, channel, status, reason, finished_at, traceparent)
            select said.id, channel, case when skipped is null then 'PENDING' else 'SKIPPED' end, skipped,
                   case when skipped is not null then now() end, said.traceparent
            from unnest($5::bigint[], $6::text[], $7::text[])
                with ordinality as receiver (number, channel, skipped, place)
            join said using (number)
            order by place""";

    /// A message about several alerts is cancelled with the last of them. In the order of ids, like whatever else
    /// locks several deliveries.
    private static final String CANCEL = """
            with settled as (
                update notification_alert set settled = true
                where alert_id = any($1) and not settled
                returning notification_id, alert_id
            ), locked as materialized (
                select id from delivery
                where notification_id in (select notification_id from settled) and status in ('PENDING', 'SENDING')
                order by id
                for update
            ), cancelled as (
                update delivery d set status = 'CANCELLED', reason = $2, finished_at = now(), leased_until = null
                where d.id = any (array(select id from locked))
                  and d.status in ('PENDING', 'SENDING')
                  and not exists (select 1 from notification_alert other
                                  where other.notification_id = d.notification_id
                                    and not other.settled and other.alert_id <> all($1))
                returning d.notification_id, d.channel
            )
            select settled.alert_id, cancelled.channel
            from cancelled join settled on settled.notification_id = cancelled.notification_id""";

    /// What is being sent counts as heard, also by a process that died over it: it cannot be called back.
    private static final String HEARD = """
            select distinct about.alert_id, d.channel
            from notification_alert about join delivery d on d.notification_id = about.notification_id
            where about.alert_id = any($1) and (d.status in ('SENT', 'SENDING')
                   or exists (select from delivery_attempt a where a.delivery_id = d.id and a.outcome is null))""";

    /// What waits will be heard.
    private static final String TOLD = """
            select distinct about.alert_id, d.channel
            from notification_alert about join delivery d on d.notification_id = about.notification_id
            where about.alert_id = any($1) and d.status in ('PENDING', 'SENDING', 'SENT')""";

    private static final String WAITING = """
            select distinct about.alert_id
            from delivery d join notification_alert about on about.notification_id = d.notification_id
            where d.status = 'PENDING' and not about.settled and about.alert_id > $1
            order by about.alert_id limit $2""";

    /// A message that is about other alerts too is sent as it is.
    private static final String TAKE_BACK = """
            with whole as (
                select distinct about.notification_id from notification_alert about
                where about.alert_id = any($1) and not about.settled
                  and not exists (select 1 from notification_alert other
                                  where other.notification_id = about.notification_id
                                    and not other.settled and other.alert_id <> all($1))
            ), locked as materialized (
                select id from delivery
                where notification_id in (select notification_id from whole) and status = 'PENDING'
                order by id
                for update
            ), cancelled as (
                update delivery d set status = 'CANCELLED', reason = $2, finished_at = now()
                where d.id = any (array(select id from locked)) and d.status = 'PENDING'
                returning d.notification_id, d.channel
            )
            select about.alert_id, cancelled.channel, said.kind
            from cancelled
            join notification said on said.id = cancelled.notification_id
            join notification_alert about on about.notification_id = said.id and not about.settled""";

    private final ChannelRepository channels;
    private final ChannelCatalog catalog;
    private final ObjectMapper mapper;
    private final EventBus bus;
    private final Ledger ledger;
    private final Traces traces;
    private final Kind<Said> said = Kind.of(this::store);

    Notifications(
            ChannelRepository channels,
            ChannelCatalog catalog,
            ObjectMapper mapper,
            EventBus bus,
            Ledger ledger,
            Traces traces) {
        this.traces = traces;
        this.ledger = ledger;
        this.channels = channels;
        this.catalog = catalog;
        this.mapper = mapper;
        this.bus = bus;
    }

    /// Stores one delivery per channel in the current transaction; a channel that can reach nobody is recorded as
    /// skipped. The alerts must be stored already. Call [#wake] once the transaction has committed.
    ///
    /// @param alerts the ids of those that the message is about
    /// @return for each channel `pending`, or `skipped: …` with the reason
    public Uni<Map<String, String>> enqueue(Message message, Collection<Long> alerts, Collection<String> names) {
        return receivers(Set.copyOf(names))
                .map(receivers -> names.stream().distinct().map(receivers::get).toList())
                .call(receivers -> ledger.add(said, List.of(said(message, alerts, receivers))))
                .map(Notifications::plan);
    }

    private Said said(Message message, Collection<Long> alerts, List<Receiver> receivers) {
        var runId = message.runId();
        return new Said(message, alerts, receivers, traces.parent(runId == null ? null : Subject.cause(runId)));
    }

    private record Named(Set<String> names) {}

    private Uni<Map<String, Receiver>> receivers(Set<String> names) {
        return ledger.once(new Named(names), () -> channels.named(names).map(found -> receivers(names, found)));
    }

    private Map<String, Receiver> receivers(Set<String> names, List<NotificationChannel> found) {
        var channels = found.stream().collect(Collectors.toMap(NotificationChannel::name, Function.identity()));
        return names.stream()
                .map(name -> receiver(name, channels.get(name)))
                .collect(Collectors.toMap(Receiver::channel, Function.identity()));
    }

    /// Takes back, in the current transaction, what is not sent yet and says something of these alerts alone. What is
    /// being sent at this moment may still arrive; it is not tried again.
    ///
    /// @return per alert the channels that hear nothing now
    public Uni<Map<Long, Set<String>>> cancelPending(Collection<Long> alerts, String reason) {
        return ledger.settle()
                .chain(() -> PlainSql.rows(CANCEL, alerts.toArray(Long[]::new), reason))
                .map(Notifications::channelsByAlert);
    }

    /// What was to be sent, and is not.
    public record TakenBack(long alertId, String channel, NewsKind kind) {}

    /// Takes back, in the current transaction, what waits to be sent and is about these alerts alone, to be told later.
    /// What is being sent is left alone: it would be told twice.
    public Uni<List<TakenBack>> takeBack(Collection<Long> alerts, String reason) {
        return ledger.settle()
                .chain(() -> PlainSql.rows(TAKE_BACK, alerts.toArray(Long[]::new), reason))
                .map(rows -> rows.stream()
                        .map(row -> new TakenBack((Long) row[0], (String) row[1], NewsKind.valueOf((String) row[2])))
                        .toList());
    }

    /// The alerts with higher ids than the given one of which something waits to be sent, by id.
    public Uni<List<Long>> waiting(long after, int most) {
        return PlainSql.rows(WAITING, after, most)
                .map(rows -> rows.stream().map(row -> (Long) row[0]).toList());
    }

    /// Per alert the channels whose receivers have been told something of it.
    public Uni<Map<Long, Set<String>>> heardOf(Collection<Long> alerts) {
        return ledger.settle()
                .chain(() -> PlainSql.rows(HEARD, (Object) alerts.toArray(Long[]::new)))
                .map(Notifications::channelsByAlert);
    }

    /// Per alert the channels whose receivers have been told something of it, or are about to be.
    public Uni<Map<Long, Set<String>>> told(Collection<Long> alerts) {
        return ledger.settle()
                .chain(() -> PlainSql.rows(TOLD, (Object) alerts.toArray(Long[]::new)))
                .map(Notifications::channelsByAlert);
    }

    /// Those of the channels whose receivers keep alerts of their own and are told of this too when a person did it.
    public Uni<List<String>> followers(NewsKind kind, Collection<String> names) {
        return names.isEmpty()
                ? Uni.createFrom().item(List.of())
                : channels.named(names)
                        .map(found -> found.stream()
                                .filter(channel -> channel.type().follows(kind))
                                .map(NotificationChannel::name)
                                .sorted()
                                .toList());
    }

    /// Sends what was stored now, not at the next tick.
    public void wake() {
        bus.publish(DeliveryWorker.WAKE, "stored");
    }

    private record Receiver(String channel, @Nullable String skipped) {}

    private record Said(
            Message message,
            Collection<Long> alerts,
            List<Receiver> receivers,
            @Nullable String traceparent) {}

    private Receiver receiver(String name, @Nullable NotificationChannel channel) {
        return new Receiver(name, reasonToSkip(channel));
    }

    private Uni<Void> store(List<Said> all) {
        return PlainSql.update(
                        STORE,
                        all.stream().map(said -> json(said.message())).toArray(String[]::new),
                        all.stream().map(said -> said.message().kind().name()).toArray(String[]::new),
                        numbers(all, said -> said.alerts().size()),
                        all.stream().flatMap(said -> said.alerts().stream()).toArray(Long[]::new),
                        numbers(all, said -> said.receivers().size()),
                        column(all, Receiver::channel),
                        column(all, Receiver::skipped),
                        all.stream().map(Said::traceparent).toArray(String[]::new))
                .replaceWithVoid();
    }

    /// The number of each message, as often as it has parts of a kind.
    private static Long[] numbers(List<Said> all, ToIntFunction<Said> parts) {
        return IntStream.range(0, all.size())
                .boxed()
                .flatMap(at -> Collections.nCopies(parts.applyAsInt(all.get(at)), at + 1L).stream())
                .toArray(Long[]::new);
    }

    private static String[] column(List<Said> all, Function<Receiver, @Nullable String> value) {
        return all.stream()
                .flatMap(said -> said.receivers().stream())
                .map(value)
                .toArray(String[]::new);
    }

    private static Map<String, String> plan(List<Receiver> receivers) {
        var plan = new LinkedHashMap<String, String>();
        receivers.forEach(receiver ->
                plan.put(receiver.channel(), receiver.skipped() == null ? PENDING : "skipped: " + receiver.skipped()));
        return plan;
    }

    private static Map<Long, Set<String>> channelsByAlert(List<Object[]> rows) {
        var all = new HashMap<Long, Set<String>>();
        rows.forEach(
                row -> all.computeIfAbsent((Long) row[0], _ -> new TreeSet<>()).add((String) row[1]));
        return all;
    }

    private @Nullable String reasonToSkip(@Nullable NotificationChannel channel) {
        if (channel == null) {
            return "the channel was deleted";
        }
        if (channel.isOutOfUse()) {
            return null;
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
