package io.llmlab.gateway.dashboard;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;

/// Puts together what runs, what failed, and what it costs.
@ApplicationScoped
class ActivityService {

    private static final Duration FAILED = Duration.ofHours(24);

    private final ActivityQueries queries;
    private final Clock clock;
    private final Answers answers;

    ActivityService(ActivityQueries queries, Clock clock, Answers answers) {
        this.queries = queries;
        this.clock = clock;
        this.answers = answers;
    }

    /// @param zone whose days and months the costs are of
    Uni<Activity> activity(ZoneId zone) {
        return answers.to(zone, () -> freshActivity(zone));
    }

    private Uni<Activity> freshActivity(ZoneId zone) {
        var now = clock.instant();
        return Uni.combine()
                .all()
                .unis(queries.open(), queries.failedSince(now.minus(FAILED)), queries.costs(now.atZone(zone)))
                .with((open, failed, costs) ->
                        new Activity(open.running(), open.queued(), open.runs(), failed.total(), failed.runs(), costs));
    }
}
