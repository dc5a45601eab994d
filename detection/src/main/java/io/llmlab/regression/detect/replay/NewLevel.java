package io.llmlab.regression.detect.replay;

/// What becomes of a change that lasts.
public enum NewLevel {

    /// A level that segmentation names too, of runs enough, is the new normal, and the baseline begins there: as though
    /// somebody accepted it soon. So one change after the other is told, where nobody is there to accept anything.
    ACCEPTED,

    /// The finding stays open until the series is back, as in the service, where accepting is up to a person.
    LEFT_OPEN
}
