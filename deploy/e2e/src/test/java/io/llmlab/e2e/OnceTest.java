package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnceTest {

    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void tellsEachOneWhoAsksTheSameFailureWithoutAnotherAttempt() throws Exception {
        var reason = new IOException("no room");
        try (var once = new Once<AutoCloseable>(() -> {
            attempts.incrementAndGet();
            throw reason;
        })) {
            for (var asked = 0; asked < 3; asked++) {
                assertThatThrownBy(once::get).hasMessageContaining("no room").hasCause(reason);
            }
        }

        assertThat(attempts).hasValue(1);
    }

    @Test
    void makesItForTheFirstWhoAsksAndClosesItOnce() throws Exception {
        try (var once = new Once<AutoCloseable>(this::made)) {
            assertThat(once.get()).isSameAs(once.get());
            assertThat(closed).hasValue(0);
        }

        assertThat(attempts).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    @Test
    void isNotMadeWhereNobodyAsks() throws Exception {
        new Once<AutoCloseable>(this::made).close();

        assertThat(attempts).hasValue(0);
    }

    private AutoCloseable made() {
        attempts.incrementAndGet();
        return closed::incrementAndGet;
    }
}
