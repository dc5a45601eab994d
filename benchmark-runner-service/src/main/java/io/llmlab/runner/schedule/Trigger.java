package io.llmlab.runner.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A schedule in the words in which APScheduler shows one: `cron[hour='2', minute='30']`.
final class Trigger {

    private Trigger() {}

    static String of(JobRequest job) {
        var parts = job.scheduleParams().properties().stream()
                .filter(parameter -> !parameter.getValue().isNull())
                .map(Trigger::part)
                .collect(Collectors.joining(", "));
        return "%s[%s]".formatted(job.scheduleType().name().toLowerCase(Locale.ROOT), parts);
    }

    private static String part(Map.Entry<String, JsonNode> parameter) {
        return "%s='%s'".formatted(parameter.getKey(), parameter.getValue().asText());
    }
}
