package io.llmlab.alert.rule;

import io.llmlab.alert.recent.PastRun;
import io.llmlab.alert.signal.CostWindow;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.CostsSummed;
import io.llmlab.alert.signal.Signal.ModelAsked;
import io.llmlab.alert.signal.Signal.RunFailed;
import io.llmlab.alert.signal.Signal.RunSucceeded;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What the runs of the past say, one after the other, as if each had come at its own time. Plain values.
final class PastSignals {

    private PastSignals() {}

    /// @param runs oldest first
    static List<PastSignal> failures(List<PastRun> runs) {
        var inARow = new HashMap<String, Integer>();
        var signals = new ArrayList<PastSignal>();
        for (var run : runs) {
            var subject = run.subject();
            var pair = subject.model().id() + "/" + subject.dataset();
            var streak = run.status().equals("failed") ? capped(inARow.getOrDefault(pair, 0) + 1) : 0;
            inARow.put(pair, streak);
            signals.add(new PastSignal(
                    run.at(), streak > 0 ? new RunFailed(subject, null, streak) : new RunSucceeded(subject)));
        }
        return signals;
    }

    /// @param runs oldest first
    static List<PastSignal> misses(List<PastRun> runs) {
        var inARow = new HashMap<Long, Integer>();
        var signals = new ArrayList<PastSignal>();
        for (var run : runs) {
            if (run.reached() != null) {
                var model = run.subject().model().id();
                var streak = run.reached() ? 0 : capped(inARow.getOrDefault(model, 0) + 1);
                inARow.put(model, streak);
                signals.add(new PastSignal(run.at(), new ModelAsked(run.subject(), streak, run.samples(), null)));
            }
        }
        return signals;
    }

    /// @param runs oldest first; those of which samples are not known are left out
    static List<PastSignal> errors(List<PastRun> runs) {
        return runs.stream()
                .filter(run -> run.whole() && run.status().equals("completed"))
                .map(run ->
                        new PastSignal(run.at(), new SamplesFailed(run.subject(), run.errors(), run.samples(), true)))
                .toList();
    }

    /// @param runs oldest first; those of which the cost is not known are left out
    /// @param hours of the window that is compared, or empty
    static List<PastSignal> costs(List<PastRun> runs, OptionalInt hours) {
        var byModel = new HashMap<Long, Spending>();
        var signals = new ArrayList<PastSignal>();
        for (var run : runs) {
            var cost = run.totalCost();
            if (cost != null) {
                var spending = byModel.computeIfAbsent(run.subject().model().id(), _ -> new Spending());
                spending.add(run.at(), cost);
                signals.add(new PastSignal(run.at(), spending.summed(run, hours)));
            }
        }
        return signals;
    }

    private static int capped(int inARow) {
        return Math.min(inARow, Signal.MOST_IN_A_ROW);
    }

    /// What one model's runs have cost by now.
    private static final class Spending {

        private final List<Instant> times = new ArrayList<>();

        /// Of the first so many runs together.
        private final List<Double> sums = new ArrayList<>(List.of(0.0));

        private final Map<LocalDate, Double> days = new HashMap<>();

        void add(Instant at, double cost) {
            times.add(at);
            sums.add(sums.getLast() + cost);
            days.merge(day(at), cost, Double::sum);
        }

        CostsSummed summed(PastRun run, OptionalInt hours) {
            var day = day(run.at());
            var windows = hours.isEmpty() ? List.<CostWindow>of() : List.of(window(run.at(), hours.getAsInt()));
            return new CostsSummed(
                    run.subject(), run.at(), times.getFirst(), windows, day, days.getOrDefault(day, 0.0));
        }

        private CostWindow window(Instant at, int hours) {
            var width = Duration.ofHours(hours);
            var until = at.minus(width);
            return new CostWindow(hours, after(until) - after(at), after(until.minus(width)) - after(until));
        }

        /// What was spent later than a time.
        private double after(Instant time) {
            return sums.getLast() - sums.get(countUntil(time));
        }

        private int countUntil(Instant time) {
            var low = 0;
            var high = times.size();
            while (low < high) {
                var middle = (low + high) >>> 1;
                if (times.get(middle).isAfter(time)) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }

        private static LocalDate day(Instant at) {
            return at.atOffset(ZoneOffset.UTC).toLocalDate();
        }
    }
}
