package io.llmlab.runner.delegate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.load.MetricRequest;
import io.llmlab.runner.run.NewMetric;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The metrics that an outside runner reported bit by bit, as JSON.
@ApplicationScoped
class ReportedMetrics {

    private static final int MOST = 10_000;
    private static final TypeReference<List<MetricRequest>> LIST = new TypeReference<>() {};

    private final ObjectMapper mapper;

    ReportedMetrics(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// @return all of them, the later word on a metric in the place of the earlier; null where nothing is new
    @Nullable
    String merge(@Nullable String known, List<MetricRequest> more) {
        if (more.isEmpty()) {
            return null;
        }
        var all = new LinkedHashMap<String, MetricRequest>();
        read(known).forEach(metric -> all.put(metric.identity(), metric));
        more.forEach(metric -> all.put(metric.identity(), metric));
        if (all.size() > MOST) {
            throw Invalid.inBody("/metrics", "a run has at most %d metrics".formatted(MOST));
        }
        return write(List.copyOf(all.values()));
    }

    List<NewMetric> asNew(@Nullable String known) {
        return read(known).stream().map(MetricRequest::asNew).toList();
    }

    private List<MetricRequest> read(@Nullable String json) {
        try {
            return json == null ? List.of() : mapper.readValue(json, LIST);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("Stored metrics are no longer readable", unreadable);
        }
    }

    private String write(List<MetricRequest> metrics) {
        try {
            return mapper.writerFor(LIST).writeValueAsString(metrics);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("Metrics are no JSON", unwritable);
        }
    }
}
