package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The header `Retry-After`: seconds, or an HTTP date (RFC 9110, section 10.2.3).
public final class RetryAfter {

    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /// What Google's APIs say instead of the header: the `retryDelay` of a `google.rpc.RetryInfo` among the details of
    /// an error, such as `58.9s`.
    static Optional<Duration> inBody(JsonNode error) {
        return error.path("error")
                .path("details")
                .valueStream()
                .map(detail -> detail.path("retryDelay").asText(""))
                .filter(delay -> delay.matches("\\d{1,%d}(\\.\\d+)?s".formatted(MOST_DIGITS)))
                .map(delay -> Double.parseDouble(delay.substring(0, delay.length() - 1)))
                .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
                .findFirst();
    }

    /// @return how long to wait, 0 or more; empty where the header is absent or unreadable
    public static Optional<Duration> read(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        var text = header.strip();
        if (text.matches("\\d{1,%d}(\\.\\d+)?".formatted(MOST_DIGITS))) {
            return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000)));
        }
        try {
            var moment = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(moment.isAfter(now) ? Duration.between(now, moment) : Duration.ZERO);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
