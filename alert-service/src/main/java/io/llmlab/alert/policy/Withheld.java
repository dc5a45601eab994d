package io.llmlab.alert.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.timer.Timer;
import io.llmlab.alert.timer.TimerKind;
import io.llmlab.alert.timer.Timers;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// The news that are kept back, within the caller's transaction. They lie in bundles: what is in one is told
/// together.
///
/// A timer of the kind RELEASE asks again about a bundle, or about all that one policy keeps back.
@ApplicationScoped
public class Withheld {

    private static final String PUT = """
            insert into withheld (alert_id, part, kind, channels, why, bundle, held_by)
            select alert_id, part, kind, channels, why, $6, $7
            from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])
                as news (alert_id, part, kind, channels, why)
            on conflict (alert_id, part, kind, channels) do update
                set why = excluded.why, bundle = excluded.bundle, held_by = excluded.held_by""";

    private static final String ALERTS =
            "select distinct alert_id from withheld where bundle = $1 and alert_id > $2 order by alert_id limit $3";

    private static final String BUNDLES = "select distinct bundle from withheld where held_by = $1";

    private static final String TAKE =
            "delete from withheld where alert_id = any($1) returning alert_id, part, kind, channels, why";

    /// Longer than a transaction takes that has seen the policy before it was changed and keeps news back for it.
    private static final Duration STRAGGLERS = Duration.ofMinutes(1);

    private final Timers timers;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Ledger ledger;

    Withheld(Timers timers, ObjectMapper mapper, Clock clock, Ledger ledger) {
        this.ledger = ledger;
        this.timers = timers;
        this.mapper = mapper;
        this.clock = clock;
    }

    /// Keeps news back in a bundle, to be asked about again when the hold says so.
    public Uni<Void> put(String bundle, Hold hold, List<HeldNews> news) {
        var until = hold.until();
        var timer = until == null
                ? List.<Timer>of()
                : List.of(ofBundle(bundle, 0, "%s@%s".formatted(bundle, until), until));
        return ledger.settle().chain(() -> put(bundle, hold.by(), news)).chain(() -> timers.set(timer));
    }

    private Uni<Integer> put(String bundle, String by, List<HeldNews> news) {
        return PlainSql.update(
                PUT,
                news.stream().map(HeldNews::alertId).toArray(Long[]::new),
                news.stream().map(HeldNews::part).toArray(String[]::new),
                news.stream().map(held -> held.kind().name()).toArray(String[]::new),
                news.stream().map(held -> json(held.channels())).toArray(String[]::new),
                news.stream().map(HeldNews::why).toArray(String[]::new),
                bundle,
                by);
    }

    /// The alerts of a bundle with higher ids than the given one, by id.
    public Uni<List<Long>> alertsOf(String bundle, long after, int most) {
        return PlainSql.rows(ALERTS, bundle, after, most)
                .map(rows -> rows.stream().map(row -> (Long) row[0]).toList());
    }

    /// Keeps nothing back of these alerts any more. Whoever calls it holds their rows.
    ///
    /// @return what was kept back
    public Uni<List<HeldNews>> take(Collection<Long> alerts) {
        return PlainSql.rows(TAKE, (Object) alerts.toArray(Long[]::new))
                .map(rows -> rows.stream().map(this::news).toList());
    }

    /// Lets what a policy keeps back be asked about anew: the policy was changed, or is over before its time.
    public Uni<Void> review(String by) {
        var now = clock.instant();
        return timers.set(Stream.of(now, now.plus(STRAGGLERS))
                .map(at -> new Timer(TimerKind.RELEASE, "%s@%s".formatted(by, UUID.randomUUID()), at, Map.of("by", by)))
                .toList());
    }

    /// Lets be asked about what is planned to be sent: a policy holds from then on.
    public Uni<Void> recall(String by, Instant from) {
        return timers.set(Stream.of(from, from.plus(STRAGGLERS))
                .map(at -> recalling(by, 0, at))
                .toList());
    }

    /// The same of alerts with higher ids, now.
    public Uni<Void> recallBehind(long alert) {
        return timers.set(List.of(recalling("all", alert, clock.instant())));
    }

    private static Timer recalling(String by, long after, Instant at) {
        return new Timer(TimerKind.RECALL, "%s@%s".formatted(by, UUID.randomUUID()), at, Map.of("after", after));
    }

    /// Sets a timer now for each bundle that a policy keeps back.
    public Uni<Void> reviewBundles(String by) {
        return PlainSql.rows(BUNDLES, by)
                .chain(rows -> timers.set(
                        rows.stream().map(row -> now((String) row[0], 0)).toList()));
    }

    /// Lets the rest of a bundle be asked about.
    public Uni<Void> goOn(String bundle, long after) {
        return timers.set(List.of(now(bundle, after)));
    }

    private Timer now(String bundle, long after) {
        return ofBundle(bundle, after, "%s@%s".formatted(bundle, UUID.randomUUID()), clock.instant());
    }

    private static Timer ofBundle(String bundle, long after, String key, Instant at) {
        return new Timer(TimerKind.RELEASE, key, at, Map.of("bundle", bundle, "after", after));
    }

    private HeldNews news(Object[] row) {
        return new HeldNews(
                (Long) row[0], (String) row[1], NewsKind.valueOf((String) row[2]), channels((String) row[3]), (String)
                        row[4]);
    }

    private List<String> channels(String json) {
        try {
            return mapper.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("Names of channels that were stored are no longer readable", unreadable);
        }
    }

    private String json(List<String> channels) {
        try {
            return mapper.writeValueAsString(channels);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("Names of channels are no JSON", unwritable);
        }
    }
}
