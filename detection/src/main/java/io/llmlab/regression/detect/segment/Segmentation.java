package io.llmlab.regression.detect.segment;

import io.llmlab.regression.detect.scale.Scale;
import java.util.List;

/// What a series consists of.
///
/// @param points how many counted
/// @param missing how many more it takes before anything can be said; 0 if enough. With a positive number nothing was
///     judged, which is not "no change"
/// @param scale on which regimes were compared
/// @param leftOut indices of points that are no finite number
/// @param spikes indices of single points far outside their regime; no change points
/// @param correlation of the noise of neighbouring points, in [0, .95]
/// @param effectivePoints how many independent points say as much
public record Segmentation(
        Scale scale,
        int points,
        int missing,
        List<Integer> leftOut,
        List<Change> changes,
        List<Regime> regimes,
        List<Integer> spikes,
        double correlation,
        double effectivePoints) {}
