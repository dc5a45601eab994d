package io.llmlab.regression.detect.simulation;

import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.classic.FalseDiscovery;
import java.util.List;
import java.util.stream.IntStream;

/// Many series looked at together: of each the newest run came in, and some became worse three runs ago. A third of
/// them each has Gaussian, log-normal and binomial noise.
///
/// @param series that are looked at in one tick
/// @param changed every how manieth is worse
/// @param deviations by how many standard deviations of a single run
/// @param level q: the share of false ones that is allowed among what is found, 0 to 1
public record ManySeries(int series, int changed, double deviations, double level) {

    private static final List<Noise> NOISES = List.of(Noise.GAUSSIAN, Noise.LOG_NORMAL, Noise.BINOMIAL_1000);
    private static final int STABLE = 60;
    private static final int WORSE = 3;

    /// What a rule found, on average over all ticks.
    ///
    /// @param wrong the false discovery rate: the share of series among the found that did not change, 0 to 1;
    ///     0 where nothing was found
    /// @param error its standard error
    /// @param found the share of the changed series that were found, 0 to 1
    public record Found(double wrong, double error, double found) {

        private static Found of(List<Tick> ticks) {
            var wrong = ticks.stream().mapToDouble(Tick::wrong).average().orElseThrow();
            var squares = ticks.stream()
                    .mapToDouble(tick -> (tick.wrong() - wrong) * (tick.wrong() - wrong))
                    .sum();
            return new Found(
                    wrong,
                    Math.sqrt(squares / (ticks.size() - 1) / ticks.size()),
                    ticks.stream().mapToDouble(Tick::found).average().orElseThrow());
        }
    }

    /// What was found, by two rules.
    ///
    /// @param byRule by Benjamini and Hochberg's rule alone
    /// @param byRuleAndRate by their rule and `auto`'s own alarm rate, both of which a finding takes
    public record Result(Found byRule, Found byRuleAndRate) {}

    private record Tick(double wrong, double found) {

        private static Tick of(List<Look> called, long changed) {
            var right = called.stream().filter(Look::isChanged).count();
            var wrong = called.isEmpty() ? 0 : 1 - (double) right / called.size();
            return new Tick(wrong, (double) right / changed);
        }
    }

    private record Look(Outcome outcome, boolean isChanged) {}

    private record Judged(Tick byRule, Tick byRuleAndRate) {}

    /// Looks at all series in each of so many ticks.
    ///
    /// @param ticks 2 or more
    public Result found(int ticks) {
        var all = Trials.each(ticks, this::tick);
        return new Result(
                Found.of(all.stream().map(Judged::byRule).toList()),
                Found.of(all.stream().map(Judged::byRuleAndRate).toList()));
    }

    private Judged tick(int number) {
        var looks =
                IntStream.range(0, series).mapToObj(one -> look(number, one)).toList();
        var changes = looks.stream().filter(Look::isChanged).count();
        var adjusted = FalseDiscovery.BENJAMINI_HOCHBERG.adjusted(
                looks.stream().mapToDouble(ManySeries::chance).toArray());
        var called = IntStream.range(0, series)
                .filter(one -> adjusted[one] <= level)
                .mapToObj(looks::get)
                .toList();
        var told = called.stream()
                .filter(look -> look.outcome() instanceof Regressed)
                .toList();
        return new Judged(Tick.of(called, changes), Tick.of(told, changes));
    }

    private Look look(int tick, int one) {
        var noise = NOISES.get(one / changed % NOISES.size());
        var isChanged = one % changed == 0;
        var made = noise.series(
                Trials.random("many " + one, tick), STABLE + WORSE, run -> isChanged && run >= STABLE ? deviations : 0);
        return new Look(Usual.method("auto").detect(Usual.window(made), Usual.SETTINGS, noise.better()), isChanged);
    }

    private static double chance(Look look) {
        var chance = ((Measured) look.outcome()).measurement().pValue();
        return chance == null ? 1 : chance;
    }
}
