package io.llmlab.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private final Slots slots = new Slots(10, 2);

    @Test
    void countsWhatIsUnderWayInAllAndByChannel() {
        claim("a", "a", "b");

        assertThat(slots.free().busy()).isEqualTo(Map.of("a", 2, "b", 1));
        slots.release(to("a"));
        slots.release(to("b"));
        assertThat(slots.free().busy()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void givesTheChannelItsSlotBackOnceTheReceiverHasIt() {
        claim("a", "a");
        var sent = to("a");

        assertThat(slots.sent(sent)).isTrue();
        assertThat(slots.free().busy()).isEqualTo(Map.of("a", 1));
        var allWhileRecording = slots.free().all();
        assertThat(slots.release(sent)).isFalse();
        assertThat(slots.free().busy()).isEqualTo(Map.of("a", 1));
        assertThat(allWhileRecording).isEqualTo(4);
        assertThat(slots.free().all()).isEqualTo(5);
    }

    @Test
    void knowsForWhomAFreeSlotMayBeWaitedFor() {
        claim("a", "a", "b");

        assertThat(slots.release(to("b"))).isFalse();
        assertThat(slots.release(to("a"))).isTrue();
        // Until a claim has shown that nothing waits.
        assertThat(slots.release(to("a"))).isTrue();
    }

    @Test
    void forgetsThatMoreMayWaitWhenAClaimBroughtLessThanItCould() {
        claim("a", "a");
        slots.release(to("a"));

        claim();

        assertThat(slots.release(to("a"))).isFalse();
    }

    @Test
    void remembersAChannelThatHadNoSlotAtTheClaim() {
        claim("a", "a");

        claim("b");

        assertThat(slots.release(to("a"))).isTrue();
    }

    @Test
    void letsEveryChannelWaitForTheLastSlotOfAll() {
        claim("a", "b", "c", "d", "e");

        assertThat(slots.release(to("c"))).isTrue();
    }

    @Test
    void givesAClaimHalfOfWhatIsFree() {
        assertThat(slots.free().all()).isEqualTo(5);
        claim("a", "b", "c", "d", "e");
        assertThat(slots.free().all()).isEqualTo(3);
    }

    @Test
    void leavesASlotForALiveReceiverHoweverManyAreDead() {
        var crowd = new Slots(1_024, 64);
        for (var dead = 0; dead < 200; dead++) {
            var channel = "dead-" + dead;
            var free = crowd.free();
            crowd.take(free, Collections.nCopies(Math.min(free.all(), free.perChannel()), to(channel)));
        }

        var free = crowd.free();

        assertThat(free.all()).isPositive();
        assertThat(free.perChannel()).isPositive();
        // The first ones came when there was plenty.
        assertThat(free.busy().get("dead-0")).isEqualTo(64);
        assertThat(free.busy().get("dead-20")).isLessThan(20);
    }

    private void claim(String... channels) {
        slots.take(slots.free(), Arrays.stream(channels).map(SlotsTest::to).toList());
    }

    private static Claimed to(String channel) {
        return new Claimed(
                1, channel, 1, 1, Duration.ZERO, new Dispatch("key", Messages.titled("a drop")), null, null, null);
    }
}
