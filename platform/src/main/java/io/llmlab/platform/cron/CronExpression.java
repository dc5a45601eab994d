package io.llmlab.platform.cron;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/// The five fields of a crontab: minute, hour, day, month and day of week, where 0 is Monday, as in APScheduler.
public final class CronExpression {

    private static final List<CronField> FIELDS =
            List.of(CronField.MINUTE, CronField.HOUR, CronField.DAY, CronField.MONTH, CronField.DAY_OF_WEEK);

    private CronExpression() {}

    /// The values that each field may have.
    ///
    /// @throws IllegalArgumentException saying what is allowed
    public static Map<CronField, NavigableSet<Integer>> parse(String text) {
        var parts = text.strip().split("\\s+");
        if (parts.length != FIELDS.size()) {
            throw new IllegalArgumentException(
                    "must have 5 fields: minute, hour, day, month, day of week (0 = Monday)");
        }
        var values = new EnumMap<CronField, NavigableSet<Integer>>(CronField.class);
        for (var i = 0; i < parts.length; i++) {
            values.put(FIELDS.get(i), parse(FIELDS.get(i), parts[i]));
        }
        values.put(CronField.SECOND, CronField.SECOND.unnamedBehind());
        return values;
    }

    private static NavigableSet<Integer> parse(CronField field, String text) {
        try {
            return field.parse(text);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("%s %s".formatted(field.wire(), refused.getMessage()), refused);
        }
    }
}
