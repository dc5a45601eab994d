package io.llmlab.platform.figure;

import java.util.List;

/// Something that a service tells Prometheus of itself.
///
/// @param name in words with dots, without unit: `llmlab.queue.oldest`
/// @param unit a base unit in plural (`seconds`, `usd`), or empty where the name says what is counted
/// @param meaning one sentence, as `docs/metrics.md` and Prometheus' `HELP` have it
/// @param labels of which each takes few values, however long the service runs: never an id, a name that a user chose,
/// or
///     a path
public record Figure(String name, Kind kind, String unit, String meaning, List<String> labels) {

    /// How it behaves.
    public enum Kind {

        /// It goes up and down.
        GAUGE,

        /// It only grows, from 0 at the start of the process.
        COUNTER,

        /// Durations: how many, their sum, and the longest of late.
        TIMER
    }

    public static Figure gauge(String name, String unit, String meaning, String... labels) {
        return new Figure(name, Kind.GAUGE, unit, meaning, List.of(labels));
    }

    public static Figure counter(String name, String unit, String meaning, String... labels) {
        return new Figure(name, Kind.COUNTER, unit, meaning, List.of(labels));
    }

    public static Figure timer(String name, String meaning, String... labels) {
        return new Figure(name, Kind.TIMER, "seconds", meaning, List.of(labels));
    }

    /// As Prometheus has it: with the unit, and `_total` where it only grows. A timer's is followed by `_count`, `_sum`
    /// or
    /// `_max`.
    public String exposedName() {
        var words = name.replace('.', '_');
        var withUnit = unit.isEmpty() ? words : words + "_" + unit;
        return kind == Kind.COUNTER ? withUnit + "_total" : withUnit;
    }
}
