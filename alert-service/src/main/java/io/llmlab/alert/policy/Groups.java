package io.llmlab.alert.policy;

import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// When groups of alerts are told of, within the caller's transaction. A group is one thing at a time: who adds news to
/// it and who tells it wait for each other.
@ApplicationScoped
public class Groups {

    /// $3 is the wait and $4 the interval, in seconds. News are told with what waits already; or, where that is being
    /// told at
    /// this moment, with what comes after it; or an interval after the last message; or else as a new group.
    private static final String JOIN = """
            with asked as (
                select $2::timestamptz as now, $3::int * interval '1 second' as wait, $4::int * interval '1 second' as apart
            )
            insert into alert_group as g (key, due_at, told_at)
            select $1, case when $3::int > 0 then now + wait end, case when $3::int = 0 then now end from asked
            on conflict (key) do update set (due_at, told_at) = (
                select case
                           when g.due_at > now then g.due_at
                           when g.due_at is not null then now + greatest(wait, apart)
                           when g.told_at + apart > now then g.told_at + apart
                           when $3::int > 0 then now + wait
                       end,
                       case
                           when g.due_at is null and $3::int = 0 and coalesce(g.told_at + apart <= now, true) then now
                           else g.told_at
                       end
                from asked)
            returning due_at""";

    private static final String TELL = """
            update alert_group
            set due_at = case when due_at > $2::timestamptz then due_at end,
                told_at = case when $3::boolean then $2::timestamptz else told_at end
            where key = $1""";

    /// @return when the news are told with others, or empty: now
    public Uni<Optional<Instant>> join(String key, Grouping grouping, Instant now) {
        return PlainSql.rows(JOIN, key, utc(now), grouping.waitSeconds(), grouping.intervalSeconds())
                .map(rows ->
                        Optional.ofNullable((OffsetDateTime) rows.getFirst()[0]).map(OffsetDateTime::toInstant));
    }

    /// What has waited is told now.
    ///
    /// @param any whether there was anything left to tell
    public Uni<Void> tell(String key, Instant now, boolean any) {
        return PlainSql.update(TELL, key, utc(now), any).replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
