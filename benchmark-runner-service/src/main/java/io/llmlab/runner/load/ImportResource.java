package io.llmlab.runner.load;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// Uploads are written to disk as they come; that blocks, so it is done on a worker.
@Path("/benchmark-runs/import")
class ImportResource {

    private final Imports imports;

    ImportResource(Imports imports) {
        this.imports = imports;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Blocking
    @Operation(
            operationId = "importBenchmarkRuns",
            summary = "Imports results files of other harnesses, or ZIP or tar.gz archives of them, as a form",
            description =
                    "All runs of a file are stored, or none; problems names the files of which none was. What was imported before, by content, is not stored again.")
    @APIResponse(responseCode = "200", description = "A dry run: what would be stored")
    @APIResponse(responseCode = "201", description = "What was stored")
    @APIResponse(responseCode = "422", description = "Nothing of it could be read; nothing was stored")
    public Uni<RestResponse<ImportAnswer>> importForm(
            @BeanParam ImportRequest request, @RestForm(FileUpload.ALL) List<FileUpload> files) throws IOException {
        if (files.isEmpty()) {
            throw Invalid.inParameter("file", "is missing: the form has one or several results files or archives");
        }
        return imports.take(request, spool -> {
            for (var file : files) {
                spool.move(file.uploadedFile(), file.fileName());
            }
        });
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Blocking
    @Operation(
            operationId = "importBenchmarkRuns",
            summary = "Imports a results file of another harness, or a ZIP or tar.gz archive of some, as the body",
            description =
                    "All runs of a file are stored, or none; problems names the files of which none was. What was imported before, by content, is not stored again.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "200", description = "A dry run: what would be stored")
    @APIResponse(responseCode = "201", description = "What was stored")
    @APIResponse(responseCode = "422", description = "Nothing of it could be read; nothing was stored")
    public Uni<RestResponse<ImportAnswer>> importBody(
            @BeanParam ImportRequest request, @QueryParam("file_name") @Nullable String fileName, InputStream body)
            throws IOException {
        return imports.take(request, spool -> spool.write(body, fileName, imports.maxUpload()));
    }
}
