package io.llmlab.alert.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// Tells other features what was noted around a time, within their own transaction.
@ApplicationScoped
public class Annotations {

    /// Of a stretch of time that is looked up; who notes more in it is heard of the latest.
    private static final int MOST = 1_000;

    private static final String WITHIN = """
            select at, text, created_by, labels from annotation
            where at >= $1 and at < $2 order by at desc, id desc limit $3""";

    private final Ledger ledger;
    private final ObjectMapper mapper;

    Annotations(Ledger ledger, ObjectMapper mapper) {
        this.ledger = ledger;
        this.mapper = mapper;
    }

    /// @param labels whom it is about, by name; about all where there are none
    public record Noted(Instant at, String text, String createdBy, Map<String, String> labels) {

        /// Whether it is about somebody who has these labels. One that he does not have says nothing against it.
        public boolean concerns(Map<String, String> whom) {
            return labels.entrySet().stream()
                    .allMatch(label -> label.getValue().equals(whom.getOrDefault(label.getKey(), label.getValue())));
        }
    }

    private record Key(Span hours) {}

    /// The latest first.
    public Uni<List<Noted>> within(Span span) {
        var hours = span.inHours();
        return ledger.once(new Key(hours), () -> look(hours))
                .map(found -> found.stream()
                        .filter(noted -> span.contains(noted.at()))
                        .toList());
    }

    private Uni<List<Noted>> look(Span span) {
        return PlainSql.rows(
                        WITHIN,
                        span.since().atOffset(ZoneOffset.UTC),
                        span.until().atOffset(ZoneOffset.UTC),
                        MOST)
                .map(rows -> rows.stream().map(this::noted).toList());
    }

    private Noted noted(Object[] row) {
        return new Noted(
                ((OffsetDateTime) row[0]).toInstant(), (String) row[1], (String) row[2], labels((String) row[3]));
    }

    private Map<String, String> labels(String json) {
        try {
            return mapper.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The labels of an annotation are no longer readable", unreadable);
        }
    }
}
