package io.llmlab.runner.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/scheduler")
class JobResource {

    private final JobService service;
    private final JobCommands commands;
    private final JobTrigger trigger;
    private final Idempotency idempotency;

    JobResource(JobService service, JobCommands commands, JobTrigger trigger, Idempotency idempotency) {
        this.service = service;
        this.commands = commands;
        this.trigger = trigger;
        this.idempotency = idempotency;
    }

    @GET
    @Path("jobs")
    @Operation(summary = "Lists jobs, newest first")
    public Uni<RestResponse<List<JobView>>> list(@BeanParam Page page, @Context UriInfo uri) {
        return service.list(page).map(listing -> listing.respond(page, uri, JobView::id));
    }

    @POST
    @Path("jobs")
    @Operation(summary = "Makes a job; its id must be free")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<JobAnswer>> create(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid JobRequest request) {
        return idempotency
                .once(
                        key,
                        List.of("POST /scheduler/jobs", request),
                        JobAnswer.class,
                        () -> commands.create(request).map(JobResource::created))
                .map(Answer::respond);
    }

    @GET
    @Path("jobs/{job_id}")
    @Operation(summary = "Reads a job")
    public Uni<JobView> get(@PathParam("job_id") String jobId) {
        return service.get(jobId);
    }

    @PUT
    @Path("jobs/{job_id}")
    @Operation(summary = "Changes any subset of a job's fields; null gives one its default")
    @RequestBody(content = @Content(schema = @Schema(implementation = JobRequest.class)))
    public Uni<JobView> change(@PathParam("job_id") String jobId, @NotNull ObjectNode fields) {
        return commands.change(jobId, fields).chain(_ -> service.get(jobId));
    }

    @DELETE
    @Path("jobs/{job_id}")
    @Operation(summary = "Deletes a job; its runs stay")
    public Uni<JobAnswer> delete(@PathParam("job_id") String jobId) {
        return commands.delete(jobId).map(_ -> said(jobId, "deleted"));
    }

    @POST
    @Path("jobs/{job_id}/pause")
    @Operation(summary = "Pauses a job; runs under way go on")
    public Uni<JobAnswer> pause(@PathParam("job_id") String jobId) {
        return commands.pause(jobId).map(_ -> said(jobId, "paused"));
    }

    @POST
    @Path("jobs/{job_id}/resume")
    @Operation(summary = "Resumes a job; what fell due meanwhile is left out")
    public Uni<JobAnswer> resume(@PathParam("job_id") String jobId) {
        return commands.resume(jobId)
                .map(job -> said(jobId, job.dueAt() == null ? "resumed, but no time is left to come" : "resumed"));
    }

    @POST
    @Path("jobs/{job_id}/trigger")
    @Operation(summary = "Starts a run of a job now")
    public Uni<RestResponse<JobAnswer>> trigger(
            @HeaderParam("Idempotency-Key") @Nullable String key, @PathParam("job_id") String jobId) {
        return trigger.trigger(key, jobId).map(Answer::respond);
    }

    @GET
    @Path("jobs/{job_id}/firings")
    @Operation(summary = "Says what became of each time a job was due, newest first: its run, or why there was none")
    public Uni<List<Firing>> firings(
            @PathParam("job_id") String jobId,
            @QueryParam("before") @Nullable Instant before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return service.firings(jobId, before, limit);
    }

    @GET
    @Path("jobs/{job_id}/next")
    @Operation(summary = "Says when a job is due next, jitter left out; none while it is paused")
    public Uni<NextTimes> next(
            @PathParam("job_id") String jobId, @QueryParam("count") @DefaultValue("10") @Min(1) @Max(100) int count) {
        return service.next(jobId, count);
    }

    @POST
    @Path("preview")
    @Operation(operationId = "previewSchedule", summary = "Says when a schedule would be due, and stores nothing")
    public NextTimes preview(
            @NotNull @Valid SchedulePreview schedule,
            @QueryParam("count") @DefaultValue("10") @Min(1) @Max(100) int count) {
        return service.preview(schedule, count);
    }

    @GET
    @Path("stats")
    @Operation(summary = "Says how many jobs there are and what comes next")
    public Uni<SchedulerStats> stats() {
        return service.stats();
    }

    private static Answer<JobAnswer> created(Job job) {
        var location = UriBuilder.fromPath("/scheduler/jobs/{job_id}")
                .build(job.jobId())
                .toString();
        return new Answer<>(
                201, location, new JobAnswer("Job %s was created".formatted(job.jobId()), job.jobId(), null));
    }

    private static JobAnswer said(String jobId, String what) {
        return JobAnswer.of("Job %s was %s".formatted(jobId, what));
    }
}
