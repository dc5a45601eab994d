package io.llmlab.runner;

import io.restassured.path.json.JsonPath;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What runs say on their topic, where heartbeats stand beside them.
public final class RunEvents {

    private RunEvents() {}

    public static Predicate<ConsumerRecord<String, String>> of(long run) {
        return event -> Long.valueOf(run).equals(JsonPath.from(event.value()).getObject("run_id", Long.class));
    }
}
