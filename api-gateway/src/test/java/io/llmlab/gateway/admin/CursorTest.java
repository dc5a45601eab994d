package io.llmlab.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.platform.http.Keyset;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00.000001Z");
    private static final Instant LATER = NOON.plusNanos(1_000);

    @Test
    void ordersByTimeThenServiceThenId() {
        var ordered = List.of(
                new Cursor(LATER, "runner", 1),
                new Cursor(NOON, "alert", 3),
                new Cursor(NOON, "alert", 2),
                new Cursor(NOON, "runner", 9));

        assertThat(ordered.reversed().stream().sorted()).isEqualTo(ordered);
    }

    /// Whatever the cursor is, what each service goes on with is exactly what comes after it in the merged list.
    @Test
    void leadsEachServiceToWhatComesAfterIt() {
        var all = Stream.of(NOON, LATER)
                .flatMap(at -> Stream.of("alert", "gateway", "runner")
                        .flatMap(service -> Stream.of(new Cursor(at, service, 1), new Cursor(at, service, 2))))
                .sorted()
                .toList();

        for (var cursor : all) {
            assertThat(all.stream().filter(entry -> isBefore(entry, cursor.of(entry.service()))))
                    .as("after %s", cursor)
                    .containsExactlyElementsOf(all.subList(all.indexOf(cursor) + 1, all.size()));
        }
    }

    /// As the services' queries have it.
    private static boolean isBefore(Cursor entry, Keyset place) {
        var compared = entry.at().compareTo(place.at());
        return compared < 0 || (compared == 0 && entry.id() < place.id());
    }

    @Test
    void isReadAsItIsWritten() {
        var cursor = new Cursor(NOON, "runner", 7);

        assertThat(cursor).hasToString("2026-11-29T12:00:00.000001Z~runner~7");
        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "2026-11-29T12:00:00Z~runner", "noon~runner~7", "2026-11-29T12:00:00Z~runner~x", "~~"})
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(Invalid.class).hasMessageContaining("Link header");
    }
}
