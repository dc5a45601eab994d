package io.llmlab.runner.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/// The cron part of `schedule_params`: single fields, or an `expression` of five, which are minute, hour, day, month
/// and day of week. Both number the days of the week from 0 = Monday, as APScheduler does in both.
record CronFields(ObjectNode params) {

    private static final List<CronField> OF_EXPRESSION =
            List.of(CronField.MINUTE, CronField.HOUR, CronField.DAY, CronField.MONTH, CronField.DAY_OF_WEEK);

    /// The values each field may have; failures point to the field and say what is allowed.
    Map<CronField, NavigableSet<Integer>> values() {
        return params.hasNonNull("expression") ? ofExpression() : ofFields();
    }

    private Map<CronField, NavigableSet<Integer>> ofExpression() {
        for (var field : CronField.values()) {
            if (params.hasNonNull(field.wire())) {
                throw ScheduleParams.invalid(field.wire(), "cannot stand beside expression");
            }
        }
        var parts = params.get("expression").asText().strip().split("\\s+");
        if (parts.length != OF_EXPRESSION.size()) {
            throw ScheduleParams.invalid(
                    "expression", "must have 5 fields: minute, hour, day, month, day of week (0 = Monday)");
        }
        var values = new EnumMap<CronField, NavigableSet<Integer>>(CronField.class);
        for (var i = 0; i < parts.length; i++) {
            var field = OF_EXPRESSION.get(i);
            values.put(field, parse("expression", field, field.wire() + " ", parts[i]));
        }
        values.put(CronField.SECOND, CronField.SECOND.unnamedBehind());
        return values;
    }

    private Map<CronField, NavigableSet<Integer>> ofFields() {
        var values = new EnumMap<CronField, NavigableSet<Integer>>(CronField.class);
        var behind = true;
        for (var field : List.of(CronField.values()).reversed()) {
            var named = params.hasNonNull(field.wire());
            behind = behind && !named;
            if (named) {
                values.put(field, parse(field.wire(), field, "", text(field)));
            } else {
                values.put(field, behind ? field.unnamedBehind() : field.all());
            }
        }
        if (behind) {
            throw ScheduleParams.invalid("", "must name expression or at least one of " + CronField.known());
        }
        return values;
    }

    private String text(CronField field) {
        var value = params.get(field.wire());
        if (!value.isTextual() && !value.isInt()) {
            throw ScheduleParams.invalid(field.wire(), "must be an integer or a text such as */2, not " + value);
        }
        return value.asText();
    }

    private static NavigableSet<Integer> parse(String name, CronField field, String prefix, String text) {
        try {
            return field.parse(text);
        } catch (IllegalArgumentException refused) {
            throw ScheduleParams.invalid(name, prefix + refused.getMessage());
        }
    }
}
