package io.llmlab.runner.run;

import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What belongs to runs: metrics and samples.
@ApplicationScoped
class DetailService {

    private final RunService runs;
    private final RunDetails details;
    private final Clock clock;

    DetailService(RunService runs, RunDetails details, Clock clock) {
        this.runs = runs;
        this.details = details;
        this.clock = clock;
    }

    Uni<List<MetricView>> metrics(long runId) {
        return runs.get(runId).chain(details::metrics);
    }

    Uni<Listing<SampleView>> samples(long runId, Page page) {
        return runs.get(runId).chain(run -> samples(run, page));
    }

    Uni<List<MetricView>> history(HistoryFilter filter, Page page) {
        return Uni.createFrom()
                .item(filter::period)
                .chain(period -> details.history(filter, clock.instant().minus(period), page));
    }

    private Uni<Listing<SampleView>> samples(RunView run, Page page) {
        return details.samples(run, page)
                .chain(samples -> total(run, page).map(total -> new Listing<>(samples, total)));
    }

    private Uni<@Nullable Long> total(RunView run, Page page) {
        return page.count() ? details.countSamples(run) : Uni.createFrom().nullItem();
    }
}
