package io.llmlab.bench.alert;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a contender brought.
///
/// @param perSecond alerts delivered a second, saturated; null where that was not measured
/// @param p99 milliseconds from finding to webhook, by findings a second
record Results(@Nullable Double perSecond, Map<Integer, Double> p99) {

    Results {
        p99 = new TreeMap<>(p99);
    }
}
