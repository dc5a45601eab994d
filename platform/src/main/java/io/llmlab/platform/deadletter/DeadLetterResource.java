package io.llmlab.platform.deadletter;

import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Part;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Tells the gateway what this service could not process, and does with it what it is asked to.
@Path("/internal/dead-letters")
class DeadLetterResource {

    private final DeadLetters letters;

    DeadLetterResource(DeadLetters letters) {
        this.letters = letters;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Listing<DeadLetter>> page(@BeanParam LetterFilter filter, @BeanParam Part part) {
        return letters.page(filter, part.place(), part.limit(), part.count());
    }

    @POST
    @Path("{id}/replay")
    @Operation(hidden = true)
    public Uni<DeadLetter> replay(@PathParam("id") long id) {
        return letters.replay(id);
    }

    @POST
    @Path("{id}/discard")
    @Operation(hidden = true)
    public Uni<DeadLetter> discard(@PathParam("id") long id) {
        return letters.discard(id);
    }
}
