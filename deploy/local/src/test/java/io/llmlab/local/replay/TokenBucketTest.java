package io.llmlab.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private final AtomicLong now = new AtomicLong();
    private final TokenBucket bucket = new TokenBucket(now::get);

    @Test
    void letsTheLimitPassAndSendsTheRestBackForASecond() {
        var waits = IntStream.range(0, 4).mapToLong(_ -> bucket.take(3)).boxed();

        assertThat(waits).containsExactly(0L, 0L, 0L, 1L);
    }

    @Test
    void fillsAgainWithTime() {
        IntStream.range(0, 4).forEach(_ -> bucket.take(3));

        now.addAndGet(1_000_000_000L);

        assertThat(bucket.take(3)).isZero();
    }

    @Test
    void saysHowLongALowLimitTakes() {
        assertThat(bucket.take(0.1)).isZero();
        assertThat(bucket.take(0.1)).isEqualTo(10);
    }
}
