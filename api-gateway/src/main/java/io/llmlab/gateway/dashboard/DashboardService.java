package io.llmlab.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmlab.gateway.dashboard.DashboardQueries.Counts;
import io.llmlab.gateway.dashboard.DashboardQueries.Summary;
import io.llmlab.gateway.dashboard.ModelPerformance.Averages;
import io.llmlab.gateway.dashboard.ModelPerformance.RecentRun;
import io.llmlab.gateway.health.HealthService;
import io.llmlab.gateway.health.HealthView;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.OwnerClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Puts together what the dashboards show.
@ApplicationScoped
class DashboardService {

    private static final Duration RECENT = Duration.ofDays(7);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final DashboardQueries queries;
    private final HealthService health;
    private final OwnerClient owners;
    private final Clock clock;
    private final Answers answers;

    DashboardService(DashboardQueries queries, HealthService health, OwnerClient owners, Clock clock, Answers answers) {
        this.queries = queries;
        this.health = health;
        this.owners = owners;
        this.clock = clock;
        this.answers = answers;
    }

    private record Period(long modelId, int days) {}

    Uni<Overview> overview() {
        return answers.to("overview", this::freshOverview);
    }

    Uni<ModelPerformance> performance(long modelId, int days) {
        return answers.to(new Period(modelId, days), () -> freshPerformance(modelId, days));
    }

    private Uni<Overview> freshOverview() {
        return Uni.combine()
                .all()
                .unis(queries.countsSince(clock.instant().minus(RECENT)), health.report())
                .with((counts, report) -> overview(counts, report));
    }

    private Uni<ModelPerformance> freshPerformance(long modelId, int days) {
        var since = clock.instant().minus(Duration.ofDays(days));
        return queries.requireModel(modelId)
                .chain(() -> Uni.combine()
                        .all()
                        .unis(
                                queries.summaryOf(modelId, since),
                                queries.newestOf(modelId, since),
                                trendsOf(modelId, days))
                        .with((summary, runs, trends) -> performance(modelId, days, summary, runs, trends)));
    }

    private record Trends(JsonNode answer, List<String> stale) {}

    /// A dashboard without trends is better than none.
    private Uni<Trends> trendsOf(long modelId, int days) {
        var path = "/regression-detection/trends/%d?days_back=%d".formatted(modelId, days);
        var none = new Trends(
                JsonNodeFactory.instance.objectNode(),
                List.of("trends are missing: regression-service could not be asked"));
        return owners.get(Owner.REGRESSION, path, PATIENCE)
                .map(answer -> new Trends(answer, List.of()))
                .onFailure()
                .recoverWithItem(none);
    }

    private static Overview overview(Counts counts, HealthView health) {
        return new Overview(
                counts.models(),
                counts.runs(),
                100 * share(counts.failedRuns(), counts.endedRuns()),
                health.status(),
                new Overview.ScheduledJobs(counts.jobs(), counts.enabledJobs(), counts.jobs() - counts.enabledJobs()),
                new Overview.Alerts(
                        counts.alerts(), counts.activeAlerts(), share(counts.resolvedAlerts(), counts.alerts())));
    }

    private static ModelPerformance performance(
            long modelId, int days, Summary summary, List<RecentRun> runs, Trends trends) {
        return new ModelPerformance(
                modelId,
                days,
                summary.total(),
                share(summary.completed(), summary.ended()),
                new Averages(summary.accuracy(), summary.latency(), summary.cost()),
                runs,
                trends.answer(),
                trends.stale());
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
