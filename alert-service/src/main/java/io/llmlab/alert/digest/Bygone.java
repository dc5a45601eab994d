package io.llmlab.alert.digest;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What became of the lab in a while, as far as this service knows.
///
/// @param opened alerts that were opened, by severity in small letters, the worst first
/// @param regressions how many of them say that a model got worse or slower
/// @param worst titles of the most severe ones that are about models
/// @param ended alerts that ended
/// @param openNow alerts that are open at the end
/// @param cost of the runs
/// @param gaps titles of what was awaited and did not come
/// @param awaited how many of these are awaited still
/// @param models with runs, the most runs first
record Bygone(
        Instant from,
        Instant until,
        Map<String, Long> opened,
        long regressions,
        List<String> worst,
        long ended,
        long openNow,
        Cost cost,
        Gaps gaps,
        List<Model> models) {

    /// @param total in USD
    /// @param before in the same time before
    /// @param unpriced runs whose price is not known
    record Cost(long runs, long unpriced, double total, double before) {}

    /// @param count of what did not come
    /// @param titles of the first of them
    record Gaps(long count, List<String> titles, long awaited) {}

    /// @param cost in USD
    record Model(long id, String name, long runs, double cost) {}

    long openedInAll() {
        return opened.values().stream().mapToLong(Long::longValue).sum();
    }
}
