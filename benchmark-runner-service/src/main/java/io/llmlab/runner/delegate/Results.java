package io.llmlab.runner.delegate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.delegate.Delegations.State;
import io.llmlab.runner.execute.Assignment;
import io.llmlab.runner.execute.Measured;
import io.llmlab.runner.execute.RunBook;
import io.llmlab.runner.run.Fingerprint;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// What an outside runner reported, once it says that it is done.
@ApplicationScoped
class Results {

    /// What of a configuration does not change the meaning of a score, or stands in the fingerprint by itself.
    private static final Set<String> MEANINGLESS =
            Set.of("executor", "executor_name", "concurrency", "timeout_seconds", "max_retries");

    private final ReportedMetrics metrics;
    private final ObjectMapper mapper;

    Results(ReportedMetrics metrics, ObjectMapper mapper) {
        this.metrics = metrics;
        this.mapper = mapper;
    }

    Uni<Measured> of(Assignment taken, Delegation delegation, State state, RunBook book) {
        var total = state.stored() == 0 ? null : Integer.valueOf(state.stored());
        return book.planned(total, fingerprint(taken, delegation, state))
                .replaceWith(new Measured(metrics.asNew(state.metrics())));
    }

    /// Who measured, on which data, by which configuration; and what the outside runner itself says.
    private Fingerprint fingerprint(Assignment taken, Delegation delegation, State state) {
        var parts = JsonNodeFactory.instance.objectNode();
        parts.put("harness", "http:" + delegation.executorName());
        if (taken.run().datasetVersion() != null) {
            parts.put("dataset_version", taken.run().datasetVersion());
        }
        if (taken.run().runConfig() instanceof ObjectNode config) {
            var meaning = config.deepCopy().without(MEANINGLESS);
            if (!meaning.isEmpty()) {
                parts.put("config", Fingerprint.of((ObjectNode) meaning).stream());
            }
        }
        if (state.fingerprint() != null) {
            parts.setAll(read(state.fingerprint()));
        }
        return Fingerprint.of(parts);
    }

    private ObjectNode read(String json) {
        try {
            return mapper.readValue(json, ObjectNode.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A stored fingerprint is no longer readable", unreadable);
        }
    }
}
