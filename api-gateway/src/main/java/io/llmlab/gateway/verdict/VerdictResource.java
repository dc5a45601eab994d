package io.llmlab.gateway.verdict;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/benchmark-runs/{id}/verdict")
@Tag(name = "Benchmark runs")
class VerdictResource {

    private static final Pattern WAIT = Pattern.compile("(\\d{1,4})(s|m)");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final VerdictService service;

    VerdictResource(VerdictService service) {
        this.service = service;
    }

    @GET
    @Operation(
            summary = "Whether a pipeline may go on after this run",
            description =
                    "fail: a regression of severity critical or warning was found with it, or, with baseline, it is"
                            + " worse than that run beyond chance. inconclusive: nobody can say, and the reasons say why: it has"
                            + " not ended, failed, is no evidence, or too few runs of its kind are known.")
    @APIResponse(responseCode = "200", description = "The verdict; while pending is true it may still change")
    @APIResponse(responseCode = "404", description = "No such run")
    public Uni<VerdictView> verdict(
            @PathParam("id") long id,
            @QueryParam("baseline")
                    @Parameter(description = "The id of the run to compare with", example = "120")
                    @Nullable
                    Long baseline,
            @QueryParam("wait")
                    @Parameter(description = "How long to wait for it at most: 0s to 5m, default 0s", example = "60s")
                    @Nullable
                    String wait) {
        return service.on(id, baseline, wait == null ? Duration.ZERO : read(wait));
    }

    private static Duration read(String text) {
        var match = WAIT.matcher(text);
        var wait = match.matches()
                ? Duration.ofSeconds(
                        Long.parseLong(match.group(1)) * (match.group(2).equals("m") ? 60 : 1))
                : LONGEST.plusSeconds(1);
        if (wait.compareTo(LONGEST) > 0) {
            throw Invalid.inParameter("wait", "must be 0s to 5m, such as 60s, not '%s'".formatted(text));
        }
        return wait;
    }
}
