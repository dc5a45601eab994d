package io.llmlab.platform.http;

import io.llmlab.platform.problem.DomainException.Invalid;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/// Which part of a list is asked for; use it as a `@BeanParam`.
///
/// `limit` is 1 to 1000 (default 100); either `offset` (default 0) or `after` (the last id seen: keyset paging, whose
/// cost does not grow with the depth) says where to go on; `count=true` asks for the total.
public class Page {

    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1000;

    @QueryParam("limit")
    private @Nullable Integer limit;

    @QueryParam("offset")
    private @Nullable Integer offset;

    @QueryParam("after")
    private @Nullable Long after;

    @QueryParam("count")
    private @Nullable Boolean count;

    public static Page of(int limit, int offset) {
        var page = new Page();
        page.limit = limit;
        page.offset = offset;
        return page;
    }

    public int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Invalid.inParameter("limit", "must be 1 to %d, not %d".formatted(MAX_LIMIT, limit));
        }
        return limit;
    }

    public int offset() {
        if (offset == null) {
            return 0;
        }
        if (offset < 0) {
            throw Invalid.inParameter("offset", "must be 0 or more, not %d".formatted(offset));
        }
        return offset;
    }

    /// The id after which to go on (exclusive, in list order), or null where the offset counts.
    public @Nullable Long after() {
        if (after != null && offset != null) {
            throw Invalid.inParameter("after", "cannot be combined with offset");
        }
        return after;
    }

    public boolean count() {
        return Boolean.TRUE.equals(count);
    }
}
