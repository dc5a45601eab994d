package io.llmlab.regression.finding;

import static java.util.Objects.requireNonNull;

import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.confirm.DecisionReason;
import io.llmlab.regression.confirm.Suspicion;
import io.llmlab.regression.detect.classic.FalseDiscovery;
import io.llmlab.regression.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides what is suspected of one run, on the suspected run and all runs of the series since, its repeats
/// among them, against the runs before it. Deciding is plain computing.
///
/// It is a finding if all of them together are one by the method that suspected it, and the runs after the
/// suspected one show it by themselves ([Repeats]): else one wild run would outweigh any number of good ones. Since a
/// suspicion comes first, which has the method's own
/// rate of false alarms, and this can only take away from it, confirming costs no false alarm.
record Trial(List<Case> cases) {

    /// @param pooled baseline: the runs before the suspected ones; recent: those and all after them
    record Case(Suspicion suspicion, Series series, Stretch pooled) {

        Evaluation together() {
            return Evaluation.of(series, suspicion.watch(), pooled);
        }

        Stretch after() {
            return pooled.after(suspicion.run().position());
        }
    }

    /// @param finding what is found; absent: nothing
    record Outcome(Suspicion suspicion, Optional<Evaluation> finding, DecisionReason reason) {}

    static Trial of(List<Suspicion> suspicions, Map<Long, Series> series, Map<Long, Stretch> pooled) {
        return new Trial(suspicions.stream()
                .filter(suspicion -> isThere(suspicion, series, pooled))
                .map(suspicion -> new Case(
                        suspicion,
                        requireNonNull(series.get(suspicion.seriesId())),
                        requireNonNull(pooled.get(suspicion.seriesId()))))
                .toList());
    }

    private static boolean isThere(Suspicion suspicion, Map<Long, Series> series, Map<Long, Stretch> pooled) {
        return series.containsKey(suspicion.seriesId()) && pooled.containsKey(suspicion.seriesId());
    }

    /// In the order of the cases.
    ///
    /// @param rule how looks are judged together
    List<Outcome> decide(FalseDiscovery rule) {
        var together = Discoveries.among(cases.stream().map(Case::together).toList(), rule);
        var outcomes = new ArrayList<Outcome>();
        for (var place = 0; place < cases.size(); place++) {
            outcomes.add(outcome(cases.get(place), together.get(place)));
        }
        return outcomes;
    }

    private static Outcome outcome(Case one, Evaluation together) {
        var after = one.after();
        var isFound = together.isFinding() && (after.recent().isEmpty() || isShown(one, after));
        if (after.recent().isEmpty()) {
            return new Outcome(one.suspicion(), found(together, isFound), DecisionReason.NO_REPEATS);
        }
        return new Outcome(
                one.suspicion(),
                found(together, isFound),
                isFound ? DecisionReason.CONFIRMED : DecisionReason.NOT_REPEATED);
    }

    private static Optional<Evaluation> found(Evaluation together, boolean isFound) {
        return isFound ? Optional.of(together.explained()) : Optional.empty();
    }

    private static boolean isShown(Case one, Stretch after) {
        return Evaluation.of(one.series(), one.suspicion().watch(), after).isShownByRepeats();
    }
}
