package io.llmlab.alert.policy.route;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.llmlab.alert.policy.AlertMatcher;
import io.llmlab.alert.policy.GroupBy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A route as a caller writes it. What is left out gets its default.
@JsonIgnoreProperties({"id", "created_at", "updated_at"})
record RouteRequest(
        @NotBlank @Size(max = 255) String name,

        @Schema(description = "Routes are asked by position, equal ones by id; 0, where it is left out")
        @Min(0)
        @Max(1_000_000)
        Integer position,

        @Schema(description = "All of them must fit; none cover every alert") @Size(max = 20)
        List<@NotNull AlertMatcher> matchers,

        @NotEmpty @Size(max = 20) List<@NotBlank String> channels,

        @JsonProperty("continue")
        @Schema(description = "Whether the routes behind it are asked too; false, where it is left out")
        Boolean goesOn,

        @Schema(description = "What the alerts of one group have in common; nothing: all of the route are one group")
        List<@NotNull GroupBy> groupBy,

        @Schema(description = "Seconds for which the first news of a group wait for others")
        @Min(0)
        @Max(LONGEST_SECONDS)
        Integer groupWait,

        @Schema(description = "Seconds after a group's last message for which later news wait")
        @Min(0)
        @Max(LONGEST_SECONDS)
        Integer groupInterval) {

    private static final int LONGEST_SECONDS = 86_400;

    RouteRequest {
        position = orElse(position, 0);
        matchers = orElse(matchers, List.of());
        goesOn = orElse(goesOn, false);
        groupBy = orElse(groupBy, List.of());
        groupWait = orElse(groupWait, 0);
        groupInterval = orElse(groupInterval, 0);
    }

    static RouteRequest of(Route route) {
        return new RouteRequest(
                route.name(),
                route.position(),
                route.matchers(),
                route.channels(),
                route.goesOn(),
                route.grouping().groupBy(),
                route.grouping().waitSeconds(),
                route.grouping().intervalSeconds());
    }

    private static <T> T orElse(@Nullable T given, T standard) {
        return given == null ? standard : given;
    }
}
