package io.llmlab.runner.run;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/benchmark-runs")
class RunResource {

    private final RunService service;
    private final RunCommands commands;
    private final RunJudgement judgement;
    private final DetailService details;
    private final ExportService exports;

    RunResource(
            RunService service,
            RunCommands commands,
            RunJudgement judgement,
            DetailService details,
            ExportService exports) {
        this.service = service;
        this.commands = commands;
        this.judgement = judgement;
        this.details = details;
        this.exports = exports;
    }

    @GET
    @Operation(summary = "Lists runs, newest first")
    public Uni<RestResponse<List<RunView>>> list(
            @BeanParam RunFilter filter, @BeanParam Page page, @Context UriInfo uri) {
        return service.list(filter, page).map(listing -> listing.respond(page, uri, RunView::id));
    }

    @POST
    @Operation(summary = "Asks for a run; it waits in the queue until an executor is free")
    @APIResponse(responseCode = "202", description = "The queued run; Location says where to follow it")
    public Uni<RestResponse<RunView>> request(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid RunRequest request) {
        return commands.request(key, request).map(Answer::respond);
    }

    @GET
    @Path("export")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Exports runs as a file, newest first: all that fit, streamed",
            description = "CSV with the fields of a run as columns, or JSON lines. The filters are those of the list.")
    @APIResponse(
            responseCode = "200",
            content = {@Content(mediaType = "text/csv"), @Content(mediaType = "application/jsonl")})
    public RestMulti<byte[]> export(
            @BeanParam RunFilter filter, @QueryParam("format") @DefaultValue("csv") ExportFormat format) {
        return exports.runs(filter, format).respond();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Reads a run")
    public Uni<RunView> get(@PathParam("id") long id) {
        return service.get(id);
    }

    @POST
    @Path("{id}/cancel")
    @Operation(summary = "Stops a run that is queued or running; 409 when it has ended")
    public Uni<RestResponse<RunView>> cancel(
            @HeaderParam("Idempotency-Key") @Nullable String key, @PathParam("id") long id) {
        return commands.cancel(key, id).map(Answer::respond);
    }

    @POST
    @Path("{id}/retry")
    @Operation(summary = "Puts a failed or cancelled run back into the queue; answered samples are not asked again")
    @APIResponse(responseCode = "202", description = "The queued run; Location says where to follow it")
    public Uni<RestResponse<RunView>> retry(
            @HeaderParam("Idempotency-Key") @Nullable String key, @PathParam("id") long id) {
        return commands.retry(key, id).map(Answer::respond);
    }

    @POST
    @Path("{id}/exclude")
    @Operation(summary = "Says that a run is no evidence: its series are judged without it; 409 unless it has ended")
    public Uni<RestResponse<RunView>> exclude(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") long id,
            @NotNull @Valid ExclusionRequest request) {
        return judgement.exclude(key, id, request).map(Answer::respond);
    }

    @POST
    @Path("{id}/include")
    @Operation(summary = "Makes an excluded run evidence again; 409 when it is not excluded")
    public Uni<RestResponse<RunView>> include(
            @HeaderParam("Idempotency-Key") @Nullable String key, @PathParam("id") long id) {
        return judgement.include(key, id).map(Answer::respond);
    }

    @GET
    @Path("{id}/metrics")
    @Operation(summary = "Lists a run's metrics")
    public Uni<List<MetricView>> metrics(@PathParam("id") long id) {
        return details.metrics(id);
    }

    @GET
    @Path("{id}/samples")
    @Operation(summary = "Lists a run's samples in the order of the data set; after is a position")
    public Uni<RestResponse<List<SampleView>>> samples(
            @PathParam("id") long id, @BeanParam Page page, @Context UriInfo uri) {
        return details.samples(id, page).map(listing -> listing.respond(page, uri, SampleView::position));
    }

    @GET
    @Path("{id}/samples/export")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Exports a run's samples as a file, in the order of the data set: all of them, streamed",
            description = "CSV with the fields of a sample as columns, or JSON lines.")
    @APIResponse(
            responseCode = "200",
            content = {@Content(mediaType = "text/csv"), @Content(mediaType = "application/jsonl")})
    public RestMulti<byte[]> exportSamples(
            @PathParam("id") long id, @QueryParam("format") @DefaultValue("csv") ExportFormat format) {
        return RestMulti.fromUniResponse(exports.samples(id, format), Export::pieces, Export::headers);
    }
}
