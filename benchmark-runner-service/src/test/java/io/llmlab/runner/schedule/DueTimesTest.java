package io.llmlab.runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.runner.schedule.Schedule.Interval;
import io.llmlab.runner.schedule.Schedule.Once;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueTimesTest {

    private static final Instant FIRST = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(5);
    private static final Schedule EACH_MINUTE = new Interval(Duration.ofMinutes(1), FIRST, null);

    @Test
    void firesWhatIsDue() {
        var due = DueTimes.of(EACH_MINUTE, FIRST, FIRST, GRACE, true);

        assertThat(due.fire()).containsExactly(FIRST);
        assertThat(due.missed()).isNull();
    }

    @Test
    void firesOnlyTheNewestOfSeveralWhereTheyCoalesce() {
        var now = FIRST.plusSeconds(200);

        assertThat(DueTimes.of(EACH_MINUTE, FIRST, now, GRACE, true).fire()).containsExactly(FIRST.plusSeconds(180));
        assertThat(DueTimes.of(EACH_MINUTE, FIRST, now, GRACE, false).fire())
                .containsExactly(FIRST, FIRST.plusSeconds(60), FIRST.plusSeconds(120), FIRST.plusSeconds(180));
    }

    @Test
    void leavesOutWhatIsLaterThanItsGrace() {
        var now = FIRST.plusSeconds(3600);
        var due = DueTimes.of(EACH_MINUTE, FIRST, now, GRACE, false);

        assertThat(due.fire()).hasSize(6).startsWith(now.minus(GRACE)).endsWith(now);
        assertThat(due.missed()).isEqualTo(FIRST);
        assertThat(DueTimes.of(new Once(FIRST), FIRST, now, GRACE, true)).isEqualTo(new DueTimes(List.of(), FIRST));
        assertThat(DueTimes.of(new Once(FIRST), FIRST, FIRST.plus(GRACE), GRACE, true)
                        .fire())
                .containsExactly(FIRST);
    }

    @Test
    void findsTheNewestOfVeryManyAndFiresAHundredAtMost() {
        var each = new Interval(Duration.ofSeconds(1), FIRST, null);
        var now = FIRST.plus(Duration.ofDays(1)).plusMillis(500);

        assertThat(DueTimes.of(each, FIRST, now, Duration.ofDays(2), true).fire())
                .containsExactly(now.minusMillis(500));
        assertThat(DueTimes.of(each, FIRST, now, Duration.ofDays(2), false).fire())
                .hasSize(100)
                .endsWith(now.minusMillis(500));
    }
}
