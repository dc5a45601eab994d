package io.llmlab.regression.dryrun;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/regression-detection/configs/dry-run")
@Tag(name = "Detection configurations")
class DryRunResource {

    private final DryRunService service;

    DryRunResource(DryRunService service) {
        this.service = service;
    }

    @POST
    @Operation(
            summary = "Say what settings would have found",
            description =
                    "Replays the stored runs of the last days, one after the other, as if somebody had looked after"
                            + " each with these settings: the alarms that would have been raised. Stores nothing, notifies nobody."
                            + " Seasons are taken out and items compared as on the arrival of a run. At most 100 series, the"
                            + " newest 1,000 runs of each and 30,000 looks in all, of which 200 items count as one: what was left out is"
                            + " counted.")
    public Uni<DryRunView> dryRun(@NotNull DryRunRequest request) {
        return service.dryRun(request);
    }
}
