package io.llmlab.regression.detect.season;

/// After which time a season repeats itself.
public enum Cycle {
    /// By the hour.
    DAY(86_400, 2),
    /// By the day of the week.
    WEEK(7 * 86_400, 3);

    private final double seconds;
    private final int waves;

    /// @param waves with which its course is drawn: two for a morning and an evening peak, three tell seven days apart
    Cycle(double seconds, int waves) {
        this.seconds = seconds;
        this.waves = waves;
    }

    double seconds() {
        return seconds;
    }

    int waves() {
        return waves;
    }
}
