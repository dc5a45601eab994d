package io.llmlab.gateway.stats;

import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Finds aggregates.
@ApplicationScoped
class AggregateService {

    private final AggregateQueries queries;
    private final Clock clock;

    AggregateService(AggregateQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    Uni<Listing<Aggregate>> find(AggregateFilter filter, Page page) {
        return queries.find(filter, clock.instant(), page);
    }
}
