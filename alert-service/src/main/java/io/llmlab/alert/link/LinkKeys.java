package io.llmlab.alert.link;

import io.llmlab.platform.secret.Sealer;
import io.llmlab.platform.secret.Unopenable;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
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
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What links are signed with: the keys of the environment, or else ones that are made here and kept in the database,
/// sealed, where a new one follows by itself. A key is believed for as long as a link lives that it has signed.
@ApplicationScoped
class LinkKeys {

    private static final int BYTES = 32;
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /// Two instances that make one in the same moment make two; both are believed.
    private static final String NEWEST = """
            with made as (
                insert into link_key (secret, created_at)
                select $1, $2 where $5 or not exists (select from link_key where created_at > $3)
                returning id, secret, created_at
            )
            select id, secret, created_at from made
            union all
            select id, secret, created_at from link_key where created_at > $4
            order by created_at desc""";

    private static final String FORGET = "delete from link_key where created_at <= $1";

    private static final String SEAL = "update link_key set secret = $1 where id = $2";

    private static final String PLACE = "alert.link_key/secret";

    private final LinkKeyConfig config;
    private final Pool pool;
    private final Clock clock;
    private final Sealer sealer;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable Remembered remembered;

    LinkKeys(LinkKeyConfig config, Pool pool, Clock clock, Sealer sealer) {
        this.sealer = sealer;
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

    /// At the start and each hour, so that none is sealed with a key that is about to go.
    @Scheduled(every = "1h", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> seal() {
        return config.keys().isPresent()
                ? Uni.createFrom().voidItem()
                : all().replaceWithVoid()
                        .onFailure()
                        .invoke(failure -> Log.warnf("Keys of links are sealed later: %s", failure.toString()))
                        .onFailure()
                        .recoverWithNull();
    }

    /// Where none can be opened, since their key is gone, a new one is made at once.
    private Uni<List<byte[]>> kept() {
        return kept(false)
                .chain(keys -> keys.isEmpty() ? kept(true) : Uni.createFrom().item(keys));
    }

    private Uni<List<byte[]>> kept(boolean anew) {
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
                                believed.atOffset(ZoneOffset.UTC),
                                anew)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Kept(row.getLong("id"), row.getString("secret")))
                        .toList())
                .call(rows -> sealAnew(rows.stream().filter(this::isStale).toList()))
                .map(rows -> rows.stream().flatMap(row -> open(row).stream()).toList());
    }

    /// A key as it is stored: sealed, or in plain where there was nothing to seal it with.
    private record Kept(long id, String secret) {

        private boolean isSealed() {
            return secret.indexOf('.') >= 0;
        }
    }

    private boolean isStale(Kept key) {
        return sealer.hasKey() && !(key.isSealed() && sealer.isCurrent(key.secret()));
    }

    private Uni<Void> sealAnew(List<Kept> stale) {
        return Multi.createFrom()
                .iterable(stale)
                .onItem()
                .transformToUniAndConcatenate(key -> plain(key)
                        .map(plain -> pool.preparedQuery(SEAL)
                                .execute(Tuple.of(sealer.seal(plain, PLACE), key.id()))
                                .replaceWithVoid())
                        .orElseGet(Uni.createFrom()::voidItem))
                .onItem()
                .ignoreAsUni();
    }

    private Optional<byte[]> open(Kept key) {
        return plain(key).map(Base64.getDecoder()::decode);
    }

    private Optional<String> plain(Kept key) {
        try {
            return Optional.of(key.isSealed() ? sealer.open(key.secret(), PLACE) : key.secret());
        } catch (Unopenable closed) {
            Log.warnf("A key of links cannot be opened, and what it signed is not believed: %s", closed.getMessage());
            return Optional.empty();
        }
    }

    private String made() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var key = Base64.getEncoder().encodeToString(bytes);
        return sealer.hasKey() ? sealer.seal(key, PLACE) : key;
    }
}
