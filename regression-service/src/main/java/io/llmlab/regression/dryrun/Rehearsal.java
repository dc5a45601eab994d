package io.llmlab.regression.dryrun;

import io.llmlab.regression.config.Watch;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.replay.Alarm;
import io.llmlab.regression.detect.replay.Handling;
import io.llmlab.regression.detect.replay.NewLevel;
import io.llmlab.regression.detect.replay.Replay;
import io.llmlab.regression.dryrun.DryRunView.OfSeries;
import io.llmlab.regression.dryrun.DryRunView.OneAlarm;
import io.llmlab.regression.series.Series;
import java.util.List;
import java.util.Map;

/// One series and one way to watch it, over the past.
///
/// @param paired its runs whose items are compared
record Rehearsal(Series series, Watch watch, Past past, List<Long> paired) {

    /// How many looks at values it takes as long as, those before the period among them.
    int cost() {
        return past.points().size() + ItemBudget.cost(past.points(), paired);
    }

    /// @param items of the runs of its series whose items are compared
    OfSeries replayed(Map<Long, ItemScores> items) {
        return new OfSeries(
                series.modelId(),
                series.datasetName(),
                series.metricType(),
                series.metricName(),
                series.stream(),
                watch.method(),
                watch.configId(),
                watch.configVersion(),
                past.looks(),
                past.looksAmong(items.keySet()),
                past.isCut(),
                alarms(items));
    }

    private List<OneAlarm> alarms(Map<Long, ItemScores> items) {
        var history = new StoredHistory(past.points(), items, series.family());
        var alarms = Replay.alarms(
                watch.detector(), watch.settings(), history, series.direction(), Handling.of(NewLevel.ACCEPTED));
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
