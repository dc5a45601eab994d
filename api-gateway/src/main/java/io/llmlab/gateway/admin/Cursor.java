package io.llmlab.gateway.admin;

import io.llmlab.platform.http.Keyset;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;

/// A place in a list that is merged of those of several services: by time, the newest first, then by the name of the
/// service, then by id, the highest first. Ids are unique within a service only.
record Cursor(Instant at, String service, long id) implements Comparable<Cursor> {

    private static final Comparator<Cursor> ORDER = Comparator.comparing(Cursor::at)
            .reversed()
            .thenComparing(Cursor::service)
            .thenComparing(Comparator.comparingLong(Cursor::id).reversed());

    /// Reads what [#toString] wrote.
    ///
    /// @throws Invalid where it is anything else
    static Cursor parse(String text) {
        var parts = text.split("~", -1);
        try {
            return new Cursor(Instant.parse(parts[0]), parts[1], Long.parseLong(parts[2]));
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException unreadable) {
            throw Invalid.inParameter("after", "must be as a Link header has it, not '%s'".formatted(text));
        }
    }

    /// Where the list of one service goes on.
    Keyset of(String other) {
        var compared = other.compareTo(service);
        var behind = compared < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        return new Keyset(at, compared == 0 ? id : behind);
    }

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%s~%s~%d".formatted(at, service, id);
    }
}
