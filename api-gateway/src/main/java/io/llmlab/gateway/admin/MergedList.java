package io.llmlab.gateway.admin;

import io.llmlab.platform.http.Listing;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Lists of several services as one.
///
/// @param place of an entry
record MergedList<T>(Gathered<Listing<T>> gathered, Function<T, Cursor> place) {

    /// A plain array as every list, with the way to the next page. Services that did not answer are named in
    /// `X-Unavailable`: their entries are missing on this page and stay so on the next ones.
    RestResponse<List<T>> respond(MergedPage page, UriInfo uri) {
        var entries = gathered.parts().stream()
                .flatMap(listing -> listing.items().stream())
                .sorted(Comparator.comparing(place))
                .limit(page.limit())
                .toList();
        var response = ResponseBuilder.ok(entries);
        if (page.count()) {
            response.header("X-Total-Count", total());
        }
        if (!gathered.unavailable().isEmpty()) {
            response.header(Gathered.UNAVAILABLE, String.join(", ", gathered.unavailable()));
        }
        if (entries.size() == page.limit()) {
            response.header("Link", "<%s>; rel=\"next\"".formatted(next(uri, place.apply(entries.getLast()))));
        }
        return response.build();
    }

    private long total() {
        return gathered.parts().stream()
                .map(Listing::total)
                .mapToLong(total -> total == null ? 0 : total)
                .sum();
    }

    private static String next(UriInfo uri, Cursor last) {
        var next = uri.getRequestUriBuilder()
                .replaceQueryParam("after", last.toString())
                .build();
        return "%s?%s".formatted(next.getRawPath(), next.getRawQuery());
    }
}
