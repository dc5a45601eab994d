package io.llmlab.gateway.admin;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.Invalid;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which part of a merged list is asked for; a `@BeanParam`.
public class MergedPage {

    @Parameter(schema = @Schema(minimum = "1", maximum = "1000", defaultValue = "100"))
    @QueryParam("limit")
    private @Nullable Integer limit;

    @Parameter(description = "Where to go on: as `Link` has it", example = "2026-11-29T14:03:11.204518Z~runner~93")
    @QueryParam("after")
    private @Nullable String after;

    @Parameter(description = "Whether `X-Total-Count` is asked for")
    @QueryParam("count")
    private @Nullable Boolean count;

    int limit() {
        if (limit == null) {
            return Page.DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > Page.MAX_LIMIT) {
            throw Invalid.inParameter("limit", "must be 1 to %d, not %d".formatted(Page.MAX_LIMIT, limit));
        }
        return limit;
    }

    Optional<Cursor> after() {
        return Optional.ofNullable(after).filter(text -> !text.isBlank()).map(Cursor::parse);
    }

    boolean count() {
        return Boolean.TRUE.equals(count);
    }
}
