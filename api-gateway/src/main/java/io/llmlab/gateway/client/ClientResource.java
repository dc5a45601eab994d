package io.llmlab.gateway.client;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/client.py")
@Tag(name = "Documentation")
class ClientResource {

    private static final String FILE = "client/client.py";
    private static final String PYTHON = "text/x-python;charset=UTF-8";

    private final String client;

    ClientResource() {
        try (var stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("The build has no %s".formatted(FILE));
            }
            this.client = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("%s cannot be read".formatted(FILE), unreadable);
        }
    }

    @GET
    @Produces(PYTHON)
    @Operation(
            summary = "A client for pipelines, in one file of Python's standard library",
            description = "python3 client.py --help says what it does.")
    @APIResponse(
            responseCode = "200",
            description = "Python 3.9 or newer",
            content = @Content(mediaType = "text/x-python", schema = @Schema(implementation = String.class)))
    public String client() {
        return client;
    }
}
