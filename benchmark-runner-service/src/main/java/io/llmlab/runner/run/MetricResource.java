package io.llmlab.runner.run;

import io.llmlab.platform.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/metrics/history")
class MetricResource {

    private final DetailService service;

    MetricResource(DetailService service) {
        this.service = service;
    }

    @GET
    @Operation(summary = "Lists the run-level metrics of the last days, oldest first")
    public Uni<List<MetricView>> history(@BeanParam HistoryFilter filter, @BeanParam Page page) {
        return service.history(filter, page);
    }
}
