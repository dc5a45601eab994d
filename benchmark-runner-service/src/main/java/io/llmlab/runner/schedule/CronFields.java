package io.llmlab.runner.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.cron.CronExpression;
import io.llmlab.platform.cron.CronField;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/// The cron part of `schedule_params`: single fields, or an `expression` of five, which are minute, hour, day, month
/// and day of week. Both number the days of the week from 0 = Monday, as APScheduler does in both.
record CronFields(ObjectNode params) {

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
        try {
            return CronExpression.parse(params.get("expression").asText());
        } catch (IllegalArgumentException refused) {
            throw ScheduleParams.invalid("expression", String.valueOf(refused.getMessage()));
        }
    }

    private Map<CronField, NavigableSet<Integer>> ofFields() {
        var values = new EnumMap<CronField, NavigableSet<Integer>>(CronField.class);
        var behind = true;
        for (var field : List.of(CronField.values()).reversed()) {
            var named = params.hasNonNull(field.wire());
            behind = behind && !named;
            if (named) {
                values.put(field, parse(field, text(field)));
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

    private static NavigableSet<Integer> parse(CronField field, String text) {
        try {
            return field.parse(text);
        } catch (IllegalArgumentException refused) {
            throw ScheduleParams.invalid(field.wire(), String.valueOf(refused.getMessage()));
        }
    }
}
