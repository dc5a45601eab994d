package io.llmlab.platform.http;

import io.llmlab.platform.problem.DomainException.Invalid;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses parameters that hold the character NUL (422): Postgres stores no such text, and nobody means it.
class NulFreeParameters {

    @ServerRequestFilter
    public void check(UriInfo uri) {
        check(uri.getPathParameters());
        check(uri.getQueryParameters());
    }

    private static void check(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            if (values.stream().anyMatch(StorableValues::hasNul)) {
                throw Invalid.inParameter(name, StorableValues.NO_NUL);
            }
        });
    }
}
