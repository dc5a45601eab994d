package io.llmlab.alert.digest;

import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When channels get their digests, in the database, within the caller's transaction or session.
@ApplicationScoped
class DigestPlans {

    private static final String COLUMNS = "channel, cron, time_zone, next_at, last_at";

    private static final String OF = "select %s from digest where channel = $1".formatted(COLUMNS);

    private static final String DUE =
            "select %s from digest where next_at <= $1 order by next_at limit $2".formatted(COLUMNS);

    /// Whoever changes the times has heard what there was before.
    private static final String SET = """
            insert into digest (channel, cron, time_zone, next_at) values ($1, $2, $3, $4)
            on conflict (channel) do update
            set cron = excluded.cron, time_zone = excluded.time_zone, next_at = excluded.next_at""";

    private static final String REMOVE = "delete from digest where channel = $1";

    /// The time that comes as an array of one may be null.
    private static final String ADVANCE = """
            update digest set next_at = $3, last_at = coalesce(($4::timestamptz[])[1], last_at)
            where channel = $1 and next_at = $2""";

    private static final int AT_ONCE = 20;

    Uni<List<DigestPlan>> of(String channel) {
        return PlainSql.rows(OF, channel).map(DigestPlans::plans);
    }

    /// Those that are due, the oldest first.
    Uni<List<DigestPlan>> dueAt(Instant now) {
        return PlainSql.rows(DUE, utc(now), AT_ONCE).map(DigestPlans::plans);
    }

    Uni<Void> set(DigestPlan plan) {
        return PlainSql.update(SET, plan.channel(), plan.cron(), plan.timeZone(), utc(plan.nextAt()))
                .replaceWithVoid();
    }

    Uni<Integer> remove(String channel) {
        return PlainSql.update(REMOVE, channel);
    }

    /// Goes on to the next time: one instance does, once.
    ///
    /// @return whether this was it
    Uni<Boolean> advance(DigestPlan plan, DigestPlan next) {
        return PlainSql.update(ADVANCE, plan.channel(), utc(plan.nextAt()), utc(next.nextAt()), new OffsetDateTime[] {
                    next.lastAt() == null ? null : utc(next.lastAt())
                })
                .map(count -> count > 0);
    }

    private static List<DigestPlan> plans(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new DigestPlan(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        ((OffsetDateTime) row[3]).toInstant(),
                        instant(row[4])))
                .toList();
    }

    private static @Nullable Instant instant(@Nullable Object column) {
        return column == null ? null : ((OffsetDateTime) column).toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
