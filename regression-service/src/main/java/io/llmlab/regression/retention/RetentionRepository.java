package io.llmlab.regression.retention;

import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Clears up, in plain SQL: what is said of months of points is in `V0210__retention.sql`.
@ApplicationScoped
class RetentionRepository {

    private static final String FORGET_ITEMS = """
            delete from run_items where run_id in (
                select run_id from run_items i
                where kept_at < $1 and not exists (select from pinned_run p where p.run_id = i.run_id)
                order by kept_at limit $2::bigint for update skip locked)""";

    /// Repeats are those of a request, which may be of several suspicions.
    private static final String FORGET_SUSPICIONS = """
            with old as (
                delete from suspicion where id in (
                    select id from suspicion where state <> 'PENDING' and decided_at < $1
                    order by decided_at limit $2::bigint for update skip locked)
                returning id, request_id),
            repeats as (
                delete from suspicion_repeat r
                where r.request_id in (select request_id from old)
                    and not exists (
                        select from suspicion s
                        where s.request_id = r.request_id and s.id not in (select id from old)))
            select count(*) from old""";

    private static final String OLD_ITEMS = """
            select count(*) from (
                select from run_items i
                where kept_at < $1 and not exists (select from pinned_run p where p.run_id = i.run_id)
                order by kept_at limit $2::bigint) old""";

    private static final String OLD_SUSPICIONS = """
            select count(*) from (
                select from suspicion where state <> 'PENDING' and decided_at < $1
                order by decided_at limit $2::bigint) old""";

    /// As the statistics have them: nobody reads a month in order to count it.
    private static final String OLD_POINTS = """
            select coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'point'::regclass and c.relname ~ '^point_\\d{4}_\\d{2}$'
                and point_month_is_over(c.relname, $1)""";

    private static final String GOING = """
            select relname::text from pg_class
            where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname ~ '^gone_point_\\d{4}_\\d{2}$'
            order by relname limit 1""";

    private static final String TO_GO = "select point_month_to_go($1)";
    private static final String RETIRE = "select retire_point_month($1, $2)";
    private static final String FORGET_ENDS = "select forget_ends_of_month($1, $2, $3)";
    private static final String FORGET_RUNS = "select forget_runs_of_month($1, $2, $3)";
    private static final String DROP = "select drop_point_month($1)";

    /// How many can go, counted up to a limit.
    Uni<Long> oldItems(Instant before, int most) {
        return PlainSql.rows(OLD_ITEMS, time(before), (long) most).map(RetentionRepository::number);
    }

    /// How many can go, counted up to a limit.
    Uni<Long> oldSuspicions(Instant before, int most) {
        return PlainSql.rows(OLD_SUSPICIONS, time(before), (long) most).map(RetentionRepository::number);
    }

    /// About how many can go.
    Uni<Long> oldPoints(Instant before) {
        return PlainSql.rows(OLD_POINTS, time(before)).map(RetentionRepository::number);
    }

    /// How many were forgotten.
    Uni<Integer> forgetItems(Instant before, int most) {
        return PlainSql.update(FORGET_ITEMS, time(before), (long) most);
    }

    /// How many were forgotten.
    Uni<Integer> forgetSuspicions(Instant before, int most) {
        return PlainSql.rows(FORGET_SUSPICIONS, time(before), (long) most)
                .map(rows -> ((Long) rows.getFirst()[0]).intValue());
    }

    /// A month that is taken out of the table, and not dropped yet.
    Uni<Optional<String>> goingMonth() {
        return PlainSql.rows(GOING)
                .map(rows -> rows.stream().map(row -> (String) row[0]).findFirst());
    }

    /// The oldest month of which all can go.
    Uni<Optional<String>> monthToGo(Instant before) {
        return PlainSql.rows(TO_GO, time(before)).map(rows -> Optional.ofNullable((String) rows.getFirst()[0]));
    }

    /// Takes it out of the table; false where others were quicker, or it is not over any more.
    Uni<Boolean> retire(String month, Instant before) {
        return PlainSql.rows(RETIRE, month, time(before)).map(rows -> (Boolean) rows.getFirst()[0]);
    }

    /// @param after the last series of the part before
    /// @return the last series of this one; empty where there is none
    Uni<Optional<Long>> forgetEnds(String going, long after, int most) {
        return PlainSql.rows(FORGET_ENDS, going, after, most)
                .map(rows -> Optional.ofNullable((Long) rows.getFirst()[0]));
    }

    /// How many were forgotten.
    Uni<Integer> forgetRuns(String going, Instant before, int most) {
        return PlainSql.rows(FORGET_RUNS, going, time(before), most).map(rows -> (Integer) rows.getFirst()[0]);
    }

    Uni<Void> drop(String going) {
        return PlainSql.rows(DROP, going).replaceWithVoid();
    }

    private static long number(List<Object[]> rows) {
        return (Long) rows.getFirst()[0];
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
