package io.llmlab.alert.link;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What links are signed with: the keys of the environment, or else ones that are made here and kept in the database,
/// where a new one follows by itself. A key is believed for as long as a link lives that it has signed.
@ApplicationScoped
class LinkKeys {

    private static final int BYTES = 32;
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /// Two instances that make one in the same moment make two; both are believed.
    private static final String NEWEST = """
            with made as (
                insert into link_key (secret, created_at)
                select $1, $2 where not exists (select from link_key where created_at > $3)
                returning secret, created_at
            )
            select secret, created_at from made
            union all
            select secret, created_at from link_key where created_at > $4
            order by created_at desc""";

    private static final String FORGET = "delete from link_key where created_at <= $1";

    private final LinkKeyConfig config;
    private final Pool pool;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable Remembered remembered;

    LinkKeys(LinkKeyConfig config, Pool pool, Clock clock) {
        this.config = config;
        this.pool = pool;
        this.clock = clock;
    }

    private record Remembered(byte[] key, Instant at) {}

    /// What a link is signed with now.
    Uni<byte[]> signer() {
        var known = remembered;
        var now = clock.instant();
        return known != null && known.at().plus(REMEMBERED).isAfter(now) && !now.isBefore(known.at())
                ? Uni.createFrom().item(known.key())
                : all().map(List::getFirst).invoke(key -> remembered = new Remembered(key, now));
    }

    /// Whose links are believed, the one that signs first; never empty.
    Uni<List<byte[]>> all() {
        return config.keys()
                .map(keys -> Uni.createFrom()
                        .item(keys.stream()
                                .map(key -> key.strip().getBytes(StandardCharsets.UTF_8))
                                .toList()))
                .orElseGet(this::kept);
    }

    private Uni<List<byte[]>> kept() {
        var now = clock.instant();
        var signs = now.minus(config.keyAge());
        // An instance signs with what it remembers for a while longer.
        var believed = signs.minus(config.validFor()).minus(REMEMBERED);
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(believed.atOffset(ZoneOffset.UTC)))
                .chain(() -> pool.preparedQuery(NEWEST)
                        .execute(Tuple.of(
                                made(),
                                now.atOffset(ZoneOffset.UTC),
                                signs.atOffset(ZoneOffset.UTC),
                                believed.atOffset(ZoneOffset.UTC))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> Base64.getDecoder().decode(row.getString("secret")))
                        .toList());
    }

    private String made() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
