package io.llmlab.runner.command;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/benchmark-runs")
class LogResource {

    private final RunLog log;

    LogResource(RunLog log) {
        this.log = log;
    }

    @GET
    @Path("{id}/log")
    @Operation(summary = "Reads the last lines that the program of a run wrote")
    public Uni<LogView> log(@PathParam("id") long id) {
        return log.read(id);
    }
}
