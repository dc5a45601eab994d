package io.llmlab.runner.dataset;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.DomainException.Unsupported;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
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
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

@Path("/datasets")
class DatasetResource {

    private static final String NAME = "must have 1 to 255 characters, none of them a slash or a control character";
    private static final String NAME_PATTERN = "[^\\p{Cntrl}/]*";

    private final DatasetService service;
    private final DatasetUploads uploads;

    DatasetResource(DatasetService service, DatasetUploads uploads) {
        this.service = service;
        this.uploads = uploads;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(summary = "Uploads a data set as a form: JSON Lines in `file`; the same content is the same version")
    public Uni<RestResponse<DatasetView>> uploadForm(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RestForm
                    @NotBlank(message = NAME)
                    @Size(max = 255, message = NAME)
                    @Pattern(regexp = NAME_PATTERN, message = NAME)
                    String name,
            @RestForm @Nullable FileUpload file) {
        if (file == null) {
            throw Invalid.inParameter("file", "is missing: the form has a file with JSON Lines and a name");
        }
        return uploads.upload(key, name, () -> Files.newInputStream(file.uploadedFile()))
                .map(Answer::respond);
    }

    @POST
    @Consumes({"application/jsonl", "application/x-ndjson", "application/x-jsonlines", "text/plain"})
    @Operation(summary = "Uploads a data set as a body of JSON Lines; the same content is the same version")
    public Uni<RestResponse<DatasetView>> uploadBody(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @QueryParam("name")
                    @NotBlank(message = NAME)
                    @Size(max = 255, message = NAME)
                    @Pattern(regexp = NAME_PATTERN, message = NAME)
                    String name,
            @NotNull byte[] lines) {
        return uploads.upload(key, name, () -> new ByteArrayInputStream(lines)).map(Answer::respond);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Void> uploadOther() {
        throw new Unsupported(
                "A data set is JSON Lines: a multipart form with file and name, or a body of application/jsonl, "
                        + "application/x-ndjson or text/plain with ?name=");
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
