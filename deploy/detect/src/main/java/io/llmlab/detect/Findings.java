package io.llmlab.detect;

import io.llmlab.regression.detect.replay.Alarm;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.segment.Segmentation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be said of a series. All indices are those of the series as the file gives it.
///
/// @param changes those of the segmentation that count in the chosen direction
/// @param changePoints first points of new regimes: of `changes`, or the onsets of the alarms of another method
/// @param alarms null where nobody asked for them
/// @param smallestVisible by the number of newest runs (1, 3, 10): the least change that would have been seen with
///     80 % power, in the unit of the series; empty where there are too few points
record Findings(
        NamedSeries series,
        String method,
        Family family,
        Segmentation segmentation,
        List<Turn> changes,
        List<Integer> changePoints,
        @Nullable List<Alarm> alarms,
        Map<Integer, Double> smallestVisible) {}
