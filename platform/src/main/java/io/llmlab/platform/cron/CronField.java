package io.llmlab.platform.cron;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A field of APScheduler's `CronTrigger`, in its order: the wider first.
///
/// Source: APScheduler 3, `apscheduler.triggers.cron`. Of its expressions `last`, `xth weekday` and `last weekday` are
/// not understood.
public enum CronField {
    YEAR(1970, 2099, List.of()),
    MONTH(1, 12, List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    DAY(1, 31, List.of()),
    WEEK(1, 53, List.of()),
    DAY_OF_WEEK(0, 6, List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
    HOUR(0, 23, List.of()),
    MINUTE(0, 59, List.of()),
    SECOND(0, 59, List.of());

    private static final Pattern EVERY = Pattern.compile("\\*(?:/(?<step>\\d{1,4}))?");
    private static final Pattern RANGE =
            Pattern.compile("(?<first>\\d{1,4}|[a-z]{3})(?:-(?<last>\\d{1,4}|[a-z]{3})(?:/(?<step>\\d{1,4}))?)?");

    private final int min;
    private final int max;
    private final List<String> names;

    CronField(int min, int max, List<String> names) {
        this.min = min;
        this.max = max;
        this.names = names;
    }

    /// The name in JSON.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// All values this field can have.
    public NavigableSet<Integer> all() {
        return stepping(min, max, 1);
    }

    /// What a field has that stands behind the last one given: `hour: 2` means minute 0 and second 0.
    public NavigableSet<Integer> unnamedBehind() {
        return this == YEAR || this == WEEK || this == DAY_OF_WEEK ? all() : stepping(min, min, 1);
    }

    /// Reads numbers, names, `*`, `*/n`, `a-b`, `a-b/n` and lists of them.
    ///
    /// @throws IllegalArgumentException saying what is allowed
    public NavigableSet<Integer> parse(String text) {
        var values = new TreeSet<Integer>();
        for (var part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            values.addAll(parsePart(part.strip(), text));
        }
        return values;
    }

    private NavigableSet<Integer> parsePart(String part, String whole) {
        var every = EVERY.matcher(part);
        if (every.matches()) {
            return stepping(min, max, step(every.group("step"), max - min, whole));
        }
        var range = RANGE.matcher(part);
        if (!range.matches()) {
            throw refused(whole);
        }
        var first = value(range.group("first"), whole);
        var last = range.group("last") == null ? first : value(range.group("last"), whole);
        if (last < first) {
            throw refused(whole);
        }
        return stepping(first, last, step(range.group("step"), last - first, whole));
    }

    private int step(String text, int widest, String whole) {
        var step = text == null ? 1 : Integer.parseInt(text);
        if (step < 1 || (step > 1 && step > widest)) {
            throw refused(whole);
        }
        return step;
    }

    private int value(String text, String whole) {
        var value = names.contains(text) ? min + names.indexOf(text) : number(text, whole);
        if (value < min || value > max) {
            throw refused(whole);
        }
        return value;
    }

    private int number(String text, String whole) {
        if (!Character.isDigit(text.charAt(0))) {
            throw refused(whole);
        }
        return Integer.parseInt(text);
    }

    private static NavigableSet<Integer> stepping(int first, int last, int step) {
        var values = new TreeSet<Integer>();
        for (var value = first; value <= last; value += step) {
            values.add(value);
        }
        return values;
    }

    private IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "'%s' is not allowed; allowed are %s, *, */n, a-b, a-b/n and lists of them".formatted(text, allowed()));
    }

    private String allowed() {
        if (this == DAY_OF_WEEK) {
            return "0 (Monday) to 6 (Sunday), mon to sun";
        }
        var numbers = "%d to %d".formatted(min, max);
        return names.isEmpty() ? numbers : "%s, %s to %s".formatted(numbers, names.getFirst(), names.getLast());
    }

    /// The names of all fields, for messages.
    public static String known() {
        return Arrays.stream(values()).map(CronField::wire).collect(Collectors.joining(", "));
    }
}
