package io.llmlab.runner.dataset;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.DomainException.Unsupported;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

@Path("/datasets")
class DatasetResource {

    private static final String NAME = "must have 1 to 255 characters, none of them a slash or a control character";
    private static final String NAME_PATTERN = "[^\\p{Cntrl}/]*";

    private static final String FILES =
            "JSON Lines, a JSON array or CSV with a header, in UTF-8, with the columns of this product or of GSM8K, MMLU, "
                    + "ARC, HellaSwag or TruthfulQA; the answer says as what it was read. All of it is stored, or nothing.";

    private final DatasetService service;
    private final DatasetUploads uploads;

    DatasetResource(DatasetService service, DatasetUploads uploads) {
        this.service = service;
        this.uploads = uploads;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Blocking
    @Operation(
            summary = "Uploads a data set as a form with `file` and `name`; the same content is the same version",
            description = FILES)
    @APIResponse(
            responseCode = "201",
            description = "A new version",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DatasetView.class)))
    @APIResponse(responseCode = "200", description = "The version that has this content already")
    @APIResponse(responseCode = "413", description = "More than 64 MB")
    @APIResponse(responseCode = "422", description = "Some of it does not fit; nothing was stored")
    public Uni<RestResponse<DatasetView>> uploadForm(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RestForm
                    @NotBlank(message = NAME)
                    @Size(max = 255, message = NAME)
                    @Pattern(regexp = NAME_PATTERN, message = NAME)
                    String name,
            @RestForm @Nullable FileUpload file)
            throws IOException {
        if (file == null) {
            throw Invalid.inParameter("file", "is missing: the form has a file with the data set and a name");
        }
        try (var content = Files.newInputStream(file.uploadedFile())) {
            return uploads.upload(key, name, content, FileFormat.of(file.contentType(), file.fileName()))
                    .map(Answer::respond);
        }
    }

    @POST
    @Consumes({
        "application/jsonl",
        "application/x-ndjson",
        "application/x-jsonlines",
        "application/json",
        "text/csv",
        "text/plain"
    })
    @Blocking
    @Operation(summary = "Uploads a data set as the body; the same content is the same version", description = FILES)
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "201",
            description = "A new version",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DatasetView.class)))
    @APIResponse(responseCode = "200", description = "The version that has this content already")
    @APIResponse(responseCode = "413", description = "More than 64 MB")
    @APIResponse(responseCode = "422", description = "Some of it does not fit; nothing was stored")
    public Uni<RestResponse<DatasetView>> uploadBody(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("Content-Type") @Parameter(hidden = true) String mediaType,
            @QueryParam("name")
                    @NotBlank(message = NAME)
                    @Size(max = 255, message = NAME)
                    @Pattern(regexp = NAME_PATTERN, message = NAME)
                    String name,
            InputStream body)
            throws IOException {
        return uploads.upload(key, name, body, FileFormat.of(mediaType, null)).map(Answer::respond);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Void> uploadOther() {
        throw new Unsupported(
                "A data set is JSON Lines, a JSON array or CSV: a multipart form with file and name, or a body of "
                        + "application/jsonl, application/x-ndjson, application/json, text/csv or text/plain with ?name=");
    }

    @GET
    @Operation(summary = "Lists data sets in their latest version, newest first")
    public Uni<RestResponse<List<DatasetView>>> list(@BeanParam Page page, @Context UriInfo uri) {
        return service.list(page).map(listing -> listing.respond(page, uri, DatasetView::id));
    }

    @GET
    @Path("{name}")
    @Operation(summary = "Reads a data set's latest version")
    public Uni<DatasetView> get(@PathParam("name") String name) {
        return service.get(name);
    }

    @GET
    @Path("{name}/versions")
    @Operation(summary = "Lists a data set's versions, newest first")
    public Uni<RestResponse<List<DatasetView>>> versions(
            @PathParam("name") String name, @BeanParam Page page, @Context UriInfo uri) {
        return service.versions(name, page).map(listing -> listing.respond(page, uri, DatasetView::id));
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Deletes a data set that no enabled job uses; runs keep what they refer to")
    public Uni<Void> delete(@PathParam("name") String name) {
        return service.delete(name);
    }
}
