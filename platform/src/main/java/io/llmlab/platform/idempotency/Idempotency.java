package io.llmlab.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Runs the effect of a POST once per `Idempotency-Key` and answers every repeat with the first answer, for 24 hours.
///
/// The key is stored in the transaction of the effect: a failed effect leaves no key, and a repeat that arrives while
/// the first is under way waits for it. The same key with another body is a conflict.
///
/// Source: IETF draft-ietf-httpapi-idempotency-key-header-06.
@ApplicationScoped
public class Idempotency {

    private static final String CLAIM = """
            insert into idempotency (key, request_hash, status) values (:key, :hash, 0)
            on conflict (key) do update
                set request_hash = excluded.request_hash, status = 0, created_at = now()
                where idempotency.created_at < now() - interval '24 hours'""";
    private static final String KEEP =
            "update idempotency set status = :status, location = :location, body = :body where key = :key";
    private static final String FIND = "select request_hash, status, location, body from idempotency where key = :key";

    private final ObjectMapper mapper;

    Idempotency(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// @param key the header's value; null runs the effect unconditionally
    /// @param request what was asked for, path included: a repeat must ask for the same
    public <T> Uni<Answer<T>> once(
            @Nullable String key, Object request, Class<T> bodyType, Supplier<Uni<Answer<T>>> effect) {
        if (key == null || key.isBlank()) {
            return Panache.withTransaction(effect);
        }
        var hash = hash(request);
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> claim(session, key, hash)
                        .chain(claimed -> claimed
                                ? effect.get().call(answer -> keep(session, key, answer))
                                : repeat(session, key, hash, bodyType))));
    }

    private static Uni<Boolean> claim(Mutiny.Session session, String key, String hash) {
        return session.createNativeQuery(CLAIM)
                .setParameter("key", key)
                .setParameter("hash", hash)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    private Uni<Integer> keep(Mutiny.Session session, String key, Answer<?> answer) {
        return session.createNativeQuery(KEEP)
                .setParameter("key", key)
                .setParameter("status", answer.status())
                .setParameter("location", answer.location())
                .setParameter("body", json(answer.body()))
                .executeUpdate();
    }

    private <T> Uni<Answer<T>> repeat(Mutiny.Session session, String key, String hash, Class<T> bodyType) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter("key", key)
                .getSingleResult()
                .map(row -> {
                    if (!hash.equals(row[0])) {
                        throw new Conflict("This Idempotency-Key was used with another request");
                    }
                    return new Answer<>((Integer) row[1], (String) row[2], read((String) row[3], bodyType));
                });
    }

    private String hash(Object request) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(json(request).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    private String json(@Nullable Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("An answer is no JSON", unwritable);
        }
    }

    private <T> T read(String body, Class<T> type) {
        try {
            return mapper.readValue(body, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A kept answer cannot be read", unreadable);
        }
    }
}
