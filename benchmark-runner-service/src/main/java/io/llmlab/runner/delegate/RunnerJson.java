package io.llmlab.runner.delegate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.problem.JsonFailures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What outside runners are sent and answer, as JSON.
@ApplicationScoped
class RunnerJson {

    private static final int MOST_NAMED = 10;

    private final ObjectMapper mapper;
    private final Validator validator;

    RunnerJson(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    byte[] write(RunOffer offer) {
        try {
            return mapper.writeValueAsString(offer).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A run is no JSON", unwritable);
        }
    }

    /// Reads what was answered with 200.
    Answer result(String body) {
        try {
            return checked(mapper.readValue(body, Report.class));
        } catch (JsonProcessingException unreadable) {
            var reason = JsonFailures.explain(unreadable).detail();
            return new Answer.Refused("answered 200 with what is no result (%s); answer 202 to report later"
                    .formatted(RunnerClient.shortened(reason)));
        }
    }

    private Answer checked(@Nullable Report report) {
        if (report == null) {
            return new Answer.Refused("answered 200 with null instead of the result");
        }
        var wrong = validator.validate(report).stream()
                .map(violation -> "%s %s".formatted(violation.getPropertyPath(), violation.getMessage()))
                .limit(MOST_NAMED)
                .collect(Collectors.joining("; "));
        return wrong.isEmpty()
                ? new Answer.Finished(report.asResult())
                : new Answer.Refused("answered 200 with a result that does not fit: " + wrong);
    }
}
