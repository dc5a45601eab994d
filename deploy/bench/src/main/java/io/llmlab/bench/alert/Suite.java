package io.llmlab.bench.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.bench.report.ProcessorTime;
import io.llmlab.bench.report.Report;
import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// The alert service: told by `regression-found` on Kafka, as the regression service does it. It calls the
/// webhook by a rule and a channel of its own; everything it opens and sends is in Postgres.
final class Suite implements Contender, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "llmlab.regression-found.v1";
    private static final int MODELS = 100;
    private static final long FIRST_RUN = 1_000_000_000;

    private final LocalStack stack;
    private final KafkaProducer<String, String> producer;

    Suite(LocalStack stack) {
        this.stack = stack;
        var settings = Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers());
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /// Makes the rule and the channel, and leaves out the rules that exist from the start, so that there is one
    /// message per finding.
    void callOnly(String url) throws IOException {
        try (var http = new AlertClient(stack.urlOf(Service.ALERT))) {
            for (var rule : JSON.readTree(http.get("/alert-rules"))) {
                http.send("PUT", "/alert-rules/" + rule.path("rule_id").asText(), "{\"enabled\": false}");
            }
            http.send("POST", "/notification-channels", """
                    {"name": "bench", "type": "webhook", "config": {"url": "%s"}}""".formatted(url));
            http.send("POST", "/alert-rules", """
                    {"rule_id": "bench", "alert_type": "performance_regression", "severity": "critical",
                     "conditions": {"change_percent_threshold": 0.1}, "notification_channels": ["bench"]}""");
        }
    }

    @Override
    public String name() {
        return "alert-service";
    }

    @Override
    public void tell(int item) {
        var model = item % MODELS + 1;
        var record = new ProducerRecord<>(TOPIC, Integer.toString(model), payload(item, model));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", Integer.toString(item));
        header(record, "ce_source", "/llmlab/bench");
        header(record, "ce_type", "io.llmlab.regression-found.v1");
        header(record, "ce_time", Instant.now().toString());
        header(record, "content-type", "application/json");
        var _ = producer.send(record);
    }

    @Override
    public void tellAll(int first, int count) {
        for (var item = first; item < first + count; item++) {
            tell(item);
        }
    }

    @Override
    public ProcessorTime processorTime() {
        return ProcessorTime.of(stack, Service.ALERT);
    }

    @Override
    public void reportStages(Report report, int first, List<Instant> due, List<Instant> came) throws IOException {
        try (var database = new AlertDatabase(stack.databaseUrl(Service.ALERT))) {
            Stages.report(
                    report,
                    database.stagesOf(due.size(), item -> due.get(item - first), item -> came.get(item - first)));
        }
    }

    private static String payload(int item, int model) {
        var dataset = HookReceiver.nameOf(item);
        return """
                {"run_id": %d, "model": {"id": %d, "name": "bench-%d", "provider": "custom", "labels": {}},
                 "dataset": {"name": "%s", "version": "1"}, "stream": "bench", "backfill": false,
                 "detected_at": "%s", "run_timestamp": "%s", "labels": {}, "findings": [
                  {"finding_id": %d, "metric_type": "accuracy", "metric_name": "overall_accuracy",
                   "dataset_name": "%s", "stream": "bench", "detection_method": "statistical_test",
                   "severity": "critical", "confidence_score": 0.9993, "baseline_value": 0.5625,
                   "current_value": 0.2168, "change_percent": -0.6146, "p_value": 0.0007,
                   "higher_is_better": true, "unit": null, "statistical_details": {"recent_points": 3}}]}""".formatted(FIRST_RUN + item, model, model, dataset, Instant.now(), Instant.now(), item, dataset);
    }

    private static void header(ProducerRecord<String, String> record, String name, String value) {
        var _ = record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
