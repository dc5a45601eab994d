package io.llmlab.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BucketTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Bucket bucket = new Bucket(2, 3, 2);

    @Test
    void letsABurstThroughAndThenSaysHowLongToWait() {
        for (var request = 0; request < 3; request++) {
            assertThat(bucket.take("a", 0)).isZero();
        }
        assertThat(bucket.take("a", 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(bucket.take("a", SECOND / 4)).isEqualTo(Duration.ofMillis(250));
        assertThat(bucket.take("a", SECOND / 2)).isZero();
        assertThat(bucket.take("a", SECOND / 2)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void letsItsRateThroughForEver() {
        var let = 0;
        for (var tenth = 0; tenth < 1_000; tenth++) {
            let += bucket.take("a", tenth * SECOND / 10).isZero() ? 1 : 0;
        }
        assertThat(let).isBetween(200, 203);
    }

    @Test
    void isFullAgainAfterAPauseAndNoFullerThanThat() {
        for (var request = 0; request < 3; request++) {
            assertThat(bucket.take("a", 0)).isZero();
        }
        for (var request = 0; request < 3; request++) {
            assertThat(bucket.take("a", 100 * SECOND)).isZero();
        }
        assertThat(bucket.take("a", 100 * SECOND)).isPositive();
    }

    /// `System.nanoTime` may begin anywhere, also below zero, and pass its end.
    @Test
    void countsFromAnyBeginning() {
        var begin = Long.MAX_VALUE - SECOND;
        for (var request = 0; request < 3; request++) {
            assertThat(bucket.take("a", begin)).isZero();
        }
        assertThat(bucket.take("a", begin)).isEqualTo(Duration.ofMillis(500));
        assertThat(bucket.take("a", begin + 2 * SECOND)).isZero();
    }

    @Test
    void countsCallersApartAndForgetsTheOneNotSeenForLongest() {
        for (var request = 0; request < 3; request++) {
            assertThat(bucket.take("a", 0)).isZero();
            assertThat(bucket.take("b", 0)).isZero();
        }
        assertThat(bucket.take("a", 0)).isPositive();

        assertThat(bucket.take("c", 0)).isZero();

        assertThat(bucket.remembered()).isEqualTo(2);
        assertThat(bucket.take("a", 0)).isPositive();
        assertThat(bucket.take("b", 0)).isZero();
    }

    @Test
    void takesTheAddressesOfOneNetworkTogether() {
        assertThat(Limits.network(SocketAddress.inetSocketAddress(1, "2001:db8::1")))
                .isEqualTo(Limits.network(SocketAddress.inetSocketAddress(2, "2001:db8::ffff:2")))
                .isNotEqualTo(Limits.network(SocketAddress.inetSocketAddress(1, "2001:db8:0:1::1")));
        assertThat(Limits.network(SocketAddress.inetSocketAddress(1, "192.0.2.1")))
                .isEqualTo("192.0.2.1")
                .isNotEqualTo(Limits.network(SocketAddress.inetSocketAddress(1, "192.0.2.2")));
        assertThat(Limits.network(null)).isEqualTo("unknown");
    }
}
