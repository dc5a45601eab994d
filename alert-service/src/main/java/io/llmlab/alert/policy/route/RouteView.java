package io.llmlab.alert.policy.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.llmlab.alert.policy.AlertMatcher;
import io.llmlab.alert.policy.GroupBy;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A route as it is kept.
@Schema(name = "Route")
record RouteView(
        long id,
        String name,
        int position,
        List<AlertMatcher> matchers,
        List<String> channels,
        @JsonProperty("continue") boolean goesOn,
        List<GroupBy> groupBy,
        int groupWait,
        int groupInterval,
        Instant createdAt,
        Instant updatedAt) {

    static RouteView of(Route route) {
        return new RouteView(
                route.id(),
                route.name(),
                route.position(),
                route.matchers(),
                route.channels(),
                route.goesOn(),
                route.grouping().groupBy(),
                route.grouping().waitSeconds(),
                route.grouping().intervalSeconds(),
                route.createdAt(),
                route.updatedAt());
    }
}
