package io.llmlab.platform.http;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/// One page of a list: a plain array in the body, the total in `X-Total-Count` where it was asked for, and the way to
/// the next page in `Link`.
///
/// @param total how many there are in all, or null when nobody asked
public record Listing<T>(List<T> items, @Nullable Long total) {

    /// @throws NullPointerException where another service's answer was no list
    public Listing {
        requireNonNull(items, "A list without items");
    }

    /// @param id the keyset id of an item, for the link to the next page
    public RestResponse<List<T>> respond(Page page, UriInfo uri, ToLongFunction<T> id) {
        var response = ResponseBuilder.ok(items);
        if (total != null) {
            response.header("X-Total-Count", total);
        }
        if (items.size() == page.limit()) {
            var next = uri.getRequestUriBuilder()
                    .replaceQueryParam("offset")
                    .replaceQueryParam("after", id.applyAsLong(items.getLast()))
                    .build();
            // Relative, because the caller's way here leads through the gateway.
            response.header("Link", "<%s?%s>; rel=\"next\"".formatted(next.getRawPath(), next.getRawQuery()));
        }
        return response.build();
    }
}
