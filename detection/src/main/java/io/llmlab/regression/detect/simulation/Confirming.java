package io.llmlab.regression.detect.simulation;

import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.replay.Alarm;

/// What somebody is told who has each suspected run repeated before anybody hears of it, else as [Watching]. The series
/// are the same for every number of repeats, so that what repeats are worth is not hidden by chance.
///
/// @param repeats of a suspected run, 0 or more; 0: what is suspected is told
public record Confirming(int repeats) {

    /// Alarms for the worse a look on stable series.
    public Rate alarms(Noise noise, int runs, int series) {
        return Trials.count(series, number -> {
            var stable = noise.stable(Trials.random("confirming " + noise, number), runs);
            var told = Watching.alarms(stable, noise.better(), repeats);
            return new Rate(told.size(), runs - Settings.USUAL_MIN_DATA_POINTS);
        });
    }

    /// How often a lasting step for the worse is told; series with an alarm before the step do not count.
    ///
    /// @param stable runs before the step
    /// @param deviations size of the step, in standard deviations of a single run
    /// @param within runs after the step by which it is suspected at the latest; its repeats come on top
    public Rate seen(Noise noise, int stable, double deviations, int within, int series) {
        var runs = stable + within + repeats;
        return Trials.count(series, number -> {
            var random = Trials.random("confirming " + noise + stable + within, number);
            var made = noise.series(random, runs, run -> run < stable ? 0 : deviations);
            var told = Watching.alarms(made, noise.better(), repeats);
            return told.stream().mapToInt(Alarm::at).anyMatch(at -> at < stable)
                    ? Rate.NONE
                    : Rate.ofOne(!told.isEmpty());
        });
    }

    /// How often a single wild run is told of.
    ///
    /// @param stable runs before it
    /// @param deviations by how many standard deviations of a single run it is worse
    public Rate wild(Noise noise, int stable, double deviations, int series) {
        return Trials.count(series, number -> {
            var random = Trials.random("wild " + noise + stable, number);
            var made = noise.series(random, stable + 1 + repeats, run -> run == stable ? deviations : 0);
            var told = Watching.alarms(made, noise.better(), repeats);
            return Rate.ofOne(told.stream().mapToInt(Alarm::at).anyMatch(at -> at >= stable));
        });
    }
}
