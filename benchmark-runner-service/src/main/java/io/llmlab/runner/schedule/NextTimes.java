package io.llmlab.runner.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// When a schedule is due next, earliest first; jitter left out.
record NextTimes(List<Instant> nextRunTimes) {

    /// @param count at most so many; fewer where the schedule ends
    static NextTimes of(Schedule schedule, Instant now, int count) {
        var times = new ArrayList<Instant>();
        var next = schedule.nextAfter(now);
        while (next.isPresent() && times.size() < count) {
            times.add(next.get());
            next = schedule.nextAfter(next.get());
        }
        return new NextTimes(times);
    }
}
