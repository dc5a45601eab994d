package io.llmlab.regression.finding;

import io.llmlab.regression.series.Series;
import io.llmlab.regression.series.SeriesKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person resolved an alert as: their word on the findings behind it.
///
/// @param key of the series that the alert is about, in any stream
/// @param streams null: not told, so all of them
/// @param isNewNormal else it was a false alarm
/// @param at when it was resolved: what was found later is not meant
public record AlertJudgement(
        SeriesKey key, @Nullable List<String> streams, boolean isNewNormal, Word word, Instant at) {

    boolean isAbout(Series series) {
        return streams == null || streams.contains(series.stream());
    }
}
