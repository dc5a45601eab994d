package io.llmlab.alert.recent;

import io.llmlab.alert.signal.CostWindow;
import io.llmlab.alert.signal.Signal.CostsSummed;
import io.llmlab.alert.signal.Subject;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds up what a model's recent runs cost, within the caller's transaction. Each run counts at its own time.
@ApplicationScoped
public class Costs {

    private static final String WINDOWS = """
            select w.hours,
                   coalesce(sum(r.total_cost) filter (where r.ran_at > $2::timestamptz - w.width), 0),
                   coalesce(sum(r.total_cost) filter (where r.ran_at <= $2::timestamptz - w.width), 0)
            from (select hours, make_interval(hours => hours) as width from unnest($3::int[]) as t (hours)) w
            left join recent_run r on r.model_id = $1 and not r.left_out and r.total_cost is not null
                and r.ran_at > $2::timestamptz - 2 * w.width
            group by w.hours order by w.hours""";

    private static final String DAY = """
            select coalesce(sum(total_cost), 0),
                   (select min(ran_at) from recent_run where model_id = $1 and not left_out and total_cost is not null)
            from recent_run
            where model_id = $1 and not left_out and ran_at >= $2 and ran_at < $3""";

    /// @param at the end of the windows
    /// @param day in UTC, whose sum is asked for as well
    /// @param hours how long each window is
    public Uni<CostsSummed> sum(Subject subject, Instant at, LocalDate day, Collection<Integer> hours) {
        var model = subject.model().id();
        return PlainSql.rows(WINDOWS, model, at.atOffset(ZoneOffset.UTC), hours.toArray(Integer[]::new))
                .map(rows -> rows.stream().map(Costs::window).toList())
                .chain(windows -> ofDay(model, day)
                        .map(sums -> new CostsSummed(subject, at, since(sums), windows, day, total(sums))));
    }

    private static Uni<Object[]> ofDay(long model, LocalDate day) {
        var start = day.atStartOfDay().atOffset(ZoneOffset.UTC);
        return PlainSql.rows(DAY, model, start, start.plusDays(1)).map(List::getFirst);
    }

    private static CostWindow window(Object[] row) {
        return new CostWindow((Integer) row[0], (Double) row[1], (Double) row[2]);
    }

    private static double total(Object[] sums) {
        return (Double) sums[0];
    }

    private static @Nullable Instant since(Object[] sums) {
        return sums[1] == null ? null : ((OffsetDateTime) sums[1]).toInstant();
    }
}
