package io.llmlab.runner.execute;

import io.llmlab.runner.model.Provider;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/// Spaces requests to a provider, and the tokens they take, evenly over the minute, for all runs of all instances.
///
/// Each request reserves the next free moment, in one statement, and waits for it: the generic cell rate algorithm
/// (ITU-T I.371) without a burst, with the reservation in Postgres. How many tokens it takes is estimated first and
/// set right by what it took.
@ApplicationScoped
class RateLimits {

    private static final double SECONDS = 60;
    private static final double MS = 1000;

    /// `$2`: seconds that are taken. What is returned is the wait until the moment they begin.
    private static final String RESERVE = """
            insert into rate_limit as r (name, free_at)
            values ($1, clock_timestamp() + $2::float8 * interval '1 second')
            on conflict (name) do update
                set free_at = greatest(r.free_at, clock_timestamp()) + $2::float8 * interval '1 second'
            returning extract(epoch from free_at - clock_timestamp())::float8 - $2::float8""";

    private static final String CORRECT =
            "update rate_limit set free_at = free_at + $2::float8 * interval '1 second' where name = $1";

    private final RateConfig config;
    private final Pool pool;

    RateLimits(RateConfig config, Pool pool) {
        this.config = config;
        this.pool = pool;
    }

    /// Comes when a request of so many tokens may be sent.
    Uni<Void> admit(Provider provider, long tokens) {
        var limit = of(provider);
        return reserve(name(provider, "requests"), 1, limit.requestsPerMinute())
                .chain(first -> reserve(name(provider, "tokens"), tokens, limit.tokensPerMinute())
                        .map(second -> first.compareTo(second) > 0 ? first : second))
                .chain(RateLimits::pause);
    }

    /// Says how many tokens a request took.
    Uni<Void> took(Provider provider, long estimated, long tokens) {
        var limit = of(provider).tokensPerMinute();
        if (limit.isEmpty() || estimated == tokens) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(CORRECT)
                .execute(Tuple.of(name(provider, "tokens"), seconds(tokens - estimated, limit.getAsLong())))
                .replaceWithVoid()
                // An answer that is paid for is worth more than an estimate.
                .onFailure()
                .invoke(failure -> Log.warnf("An estimate of tokens stays as it is: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Duration> reserve(String name, long amount, OptionalLong limit) {
        if (limit.isEmpty()) {
            return Uni.createFrom().item(Duration.ZERO);
        }
        var taken = Tuple.of(name, seconds(amount, limit.getAsLong()));
        return RunBook.persistently(() -> pool.preparedQuery(RESERVE).execute(taken))
                .map(found -> Duration.ofMillis(
                        Math.max(0, Math.round(found.iterator().next().getDouble(0) * MS))));
    }

    private RateConfig.Limit of(Provider provider) {
        return switch (provider) {
            case OPENAI -> config.openai();
            case ANTHROPIC -> config.anthropic();
            case GOOGLE -> config.google();
            case LOCAL -> config.local();
            case CUSTOM -> config.custom();
        };
    }

    private static double seconds(long amount, long perMinute) {
        return amount * SECONDS / perMinute;
    }

    private static Uni<Void> pause(Duration pause) {
        var now = Uni.createFrom().voidItem();
        return pause.isZero() ? now : now.onItem().delayIt().by(pause);
    }

    private static String name(Provider provider, String kind) {
        return provider.name().toLowerCase(Locale.ROOT) + " " + kind;
    }
}
