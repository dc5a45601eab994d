package io.llmlab.regression.power;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/regression-detection/power")
@Tag(name = "Regression detection")
class PowerResource {

    private final PowerService service;

    PowerResource(PowerService service) {
        this.service = service;
    }

    @GET
    @Operation(
            summary = "Say what it takes to see a drop",
            description =
                    "Items and runs it takes to see a drop of a given size, and the smallest drop that given items"
                            + " and runs show: compared by the runs' values, and item by item. Of a stored series (model_id,"
                            + " dataset_name, metric_type, metric_name) it knows baseline, items, and how its runs vary; what is"
                            + " given counts instead.")
    public Uni<PowerView> power(@BeanParam PowerQuery query) {
        return service.power(query);
    }
}
