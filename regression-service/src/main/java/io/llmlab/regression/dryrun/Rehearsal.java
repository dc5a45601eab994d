package io.llmlab.regression.dryrun;

import io.llmlab.regression.config.Watch;
import io.llmlab.regression.detect.replay.Alarm;
import io.llmlab.regression.detect.replay.NewLevel;
import io.llmlab.regression.detect.replay.Replay;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.dryrun.DryRunView.OfSeries;
import io.llmlab.regression.dryrun.DryRunView.OneAlarm;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Series;
import java.util.List;
import java.util.Objects;

/// One series and one way to watch it, over the past.
record Rehearsal(Series series, Watch watch, Past past) {

    /// How many looks it takes, those before the period among them.
    int cost() {
        return isReplayed() ? past.points().size() : 0;
    }

    OfSeries replayed() {
        return new OfSeries(
                series.modelId(),
                series.datasetName(),
                series.metricType(),
                series.metricName(),
                series.stream(),
                watch.method(),
                watch.configId(),
                watch.configVersion(),
                isReplayed() ? past.looks() : 0,
                past.isCut(),
                isReplayed() ? alarms() : List.of());
    }

    private boolean isReplayed() {
        return !watch.method().equals(DryRunRequest.WITH_ITEMS);
    }

    private List<OneAlarm> alarms() {
        var values = past.points().stream().mapToDouble(Point::value).toArray();
        var samples = past.points().stream()
                .mapToInt(point -> Objects.requireNonNullElse(point.sampleCount(), 0))
                .toArray();
        var observations = new Observations(values, samples, series.family());
        var alarms =
                Replay.alarms(watch.detector(), watch.settings(), observations, series.direction(), NewLevel.ACCEPTED);
        return alarms.stream()
                .filter(alarm -> alarm.at() >= past.first())
                .map(this::told)
                .toList();
    }

    private OneAlarm told(Alarm alarm) {
        var run = past.points().get(alarm.at()).position();
        var onset = past.points().get(alarm.onset()).position();
        var measured = alarm.outcome().measurement();
        return new OneAlarm(
                run.runId(),
                run.at(),
                onset.runId(),
                onset.at(),
                alarm.outcome().severity(),
                measured.baseline(),
                measured.current(),
                measured.change(),
                measured.pValue());
    }
}
