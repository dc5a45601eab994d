package io.llmlab.platform.idempotency;

import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/// What a POST is answered with, in a form that can be kept.
///
/// @param location the path of what was made, or null
public record Answer<T>(int status, @Nullable String location, T body) {

    public RestResponse<T> respond() {
        var response = ResponseBuilder.create(RestResponse.Status.fromStatusCode(status), body);
        if (location != null) {
            // As a header, because the builder would make it absolute with an address only the gateway can reach.
            response.header("Location", URI.create(location).toString());
        }
        return response.build();
    }
}
