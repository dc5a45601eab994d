package io.llmlab.regression.detect.simulation;

import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.replay.Alarm;
import io.llmlab.regression.detect.replay.Handling;
import io.llmlab.regression.detect.replay.History;
import io.llmlab.regression.detect.replay.NewLevel;
import io.llmlab.regression.detect.replay.Replay;
import io.llmlab.regression.detect.scale.Observations;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/// What somebody is told who looks after every run by `auto` with its default settings, floor 0. A finding stays open
/// until the series is back: nobody accepts a new level.
public final class Watching {

    private Watching() {}

    /// Alarms a look on stable series: the first looks, for which there are too few runs, do not count.
    ///
    /// @param direction [Direction#NONE] counts moves both ways
    public static Rate alarms(Noise noise, Direction direction, int runs, int series) {
        return Trials.count(series, number -> {
            var stable = noise.stable(Trials.random("alarms " + noise, number), runs);
            return new Rate(alarms(stable, direction).size(), runs - Settings.USUAL_MIN_DATA_POINTS);
        });
    }

    /// The same of shares.
    public static Rate alarms(Shares shares, Direction direction, int runs, int series) {
        return alarms(shares, direction, runs, series, UnaryOperator.identity());
    }

    /// The same of shares whose number of samples nobody tells.
    public static Rate alarmsOfUntold(Shares shares, Direction direction, int runs, int series) {
        return alarms(shares, direction, runs, series, counted -> Observations.of(counted.family(), counted.values()));
    }

    private static Rate alarms(
            Shares shares, Direction direction, int runs, int series, UnaryOperator<Observations> told) {
        return Trials.count(series, number -> {
            var random = Trials.random("alarms " + shares, number);
            var stable = told.apply(shares.series(random, runs, runs, shares.chance()));
            return new Rate(alarms(stable, direction).size(), runs - Settings.USUAL_MIN_DATA_POINTS);
        });
    }

    /// How often it is told that a share of failures has become another; series with an alarm before that do not count.
    ///
    /// @param stable runs before
    /// @param now share of failures from then on
    /// @param within runs after that, the first among them
    public static Rate seen(Shares failures, int stable, double now, int within, int series) {
        return Trials.count(series, number -> {
            var random = Trials.random("seen " + failures + now + within, number);
            var told = alarms(failures.series(random, stable + within, stable, now), Direction.LOWER_IS_BETTER);
            return told.stream().anyMatch(alarm -> alarm.at() < stable) ? Rate.NONE : Rate.ofOne(!told.isEmpty());
        });
    }

    /// How often a lasting step for the worse is told; series with an alarm before the step do not count.
    ///
    /// @param stable runs before the step
    /// @param deviations size of the step, in standard deviations of a single run
    /// @param within runs after the step, its first among them
    public static Rate seen(Noise noise, int stable, double deviations, int within, int series) {
        return seen(noise, stable, within, series, run -> run < stable ? 0 : deviations);
    }

    /// The same of a fall that goes on.
    ///
    /// @param slope standard deviations of a single run, a run
    public static Rate driftSeen(Noise noise, int stable, double slope, int within, int series) {
        return seen(noise, stable, within, series, run -> slope * Math.max(0, run - stable));
    }

    private static Rate seen(Noise noise, int stable, int within, int series, IntToDoubleFunction worse) {
        return Trials.count(series, number -> {
            var random = Trials.random("seen " + noise + stable + within, number);
            var told = alarms(noise.series(random, stable + within, worse), noise.better());
            return told.stream().anyMatch(alarm -> alarm.at() < stable) ? Rate.NONE : Rate.ofOne(!told.isEmpty());
        });
    }

    private static List<Alarm> alarms(Observations series, Direction direction) {
        return alarms(series, direction, 0);
    }

    /// @param confirmRuns repeats of what is suspected
    static List<Alarm> alarms(Observations series, Direction direction, int confirmRuns) {
        var handling = new Handling(NewLevel.LEFT_OPEN, confirmRuns);
        return Replay.alarms(Usual.method("auto"), Usual.SETTINGS, History.of(series), direction, handling);
    }
}
