package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    @Test
    void halvesOnceForThoseThatWereRefusedTogether() {
        var throttle = new Throttle(8);
        var permits = enter(throttle, 8);

        permits.forEach(permit -> throttle.leave(permit, true, false));

        assertThat(throttle.limit()).isEqualTo(4);
        throttle.leave(enter(throttle, 1).getFirst(), true, false);
        assertThat(throttle.limit()).isEqualTo(2);
    }

    @Test
    void neverStopsAltogether() {
        var throttle = new Throttle(2);
        for (var round = 0; round < 5; round++) {
            throttle.leave(enter(throttle, 1).getFirst(), true, false);
        }

        assertThat(throttle.limit()).isEqualTo(1);
    }

    @Test
    void growsByOneWithEachRoundOfAnswersUpToTheMost() {
        var throttle = new Throttle(4);
        throttle.leave(enter(throttle, 1).getFirst(), true, false);
        assertThat(throttle.limit()).isEqualTo(2);

        answer(throttle, 2);
        assertThat(throttle.limit()).isEqualTo(3);
        answer(throttle, 2);
        assertThat(throttle.limit()).isEqualTo(3);
        answer(throttle, 1);
        assertThat(throttle.limit()).isEqualTo(4);
        answer(throttle, 100);
        assertThat(throttle.limit()).isEqualTo(4);
    }

    @Test
    void letsThoseWaitForWhomThereIsNoRoom() {
        var throttle = new Throttle(2);
        var permits = enter(throttle, 2);
        var third = throttle.enter().subscribe().withSubscriber(UniAssertSubscriber.create());
        var fourth = throttle.enter().subscribe().withSubscriber(UniAssertSubscriber.create());
        third.assertNotTerminated();

        throttle.leave(permits.get(0), true, false);
        third.assertNotTerminated();
        throttle.leave(permits.get(1), true, false);

        third.assertCompleted();
        fourth.assertNotTerminated();
    }

    private static void answer(Throttle throttle, int times) {
        for (var time = 0; time < times; time++) {
            throttle.leave(enter(throttle, 1).getFirst(), false, true);
        }
    }

    private static List<Throttle.Permit> enter(Throttle throttle, int times) {
        var permits = new ArrayList<Throttle.Permit>();
        IntStream.range(0, times).forEach(_ -> throttle.enter().subscribe().with(permits::add));
        assertThat(permits).hasSize(times);
        return permits;
    }
}
