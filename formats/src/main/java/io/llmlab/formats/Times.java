package io.llmlab.formats;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Times as harnesses write them.
final class Times {

    private Times() {}

    /// ISO 8601, also with a space for the `T`; without a zone it is UTC. Null: none.
    static @Nullable Instant parsed(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var iso = text.strip().replace(' ', 'T');
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException _) {
            return withoutZone(iso);
        }
    }

    private static @Nullable Instant withoutZone(String iso) {
        try {
            return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// Null where one is unknown or they are in the wrong order.
    static @Nullable Duration between(@Nullable Instant start, @Nullable Instant end) {
        return start == null || end == null || end.isBefore(start) ? null : Duration.between(start, end);
    }
}
