package io.llmlab.runner.run;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestMulti;

@Path("/metrics/export")
class MetricExportResource {

    private final ExportService exports;

    MetricExportResource(ExportService exports) {
        this.exports = exports;
    }

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Exports the run-level metrics of the last days as a file, oldest first: all that fit, streamed",
            description = "CSV with the fields of a metric as columns, or JSON lines. The filters are those of"
                    + " /metrics/history.")
    @APIResponse(
            responseCode = "200",
            content = {@Content(mediaType = "text/csv"), @Content(mediaType = "application/jsonl")})
    public RestMulti<byte[]> export(
            @BeanParam HistoryFilter filter, @QueryParam("format") @DefaultValue("csv") ExportFormat format) {
        return exports.metrics(filter, format).respond();
    }
}
