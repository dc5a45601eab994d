package io.llmlab.runner.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// Lets large bodies through where files are imported, and nowhere else: the framework knows one limit for all paths.
@ApplicationScoped
class UploadLimits {

    /// A data set of 64 MB with the form around it; the service itself refuses a larger one and says so.
    private static final long ELSEWHERE = 66L << 20;

    private static final String IMPORT = "/benchmark-runs/import";

    /// Where Quarkus looks for the limit of a body that does not announce its length.
    private static final String LIMIT_OF_REQUEST = "io.quarkus.max-request-size";

    private static final int TOO_LARGE = 413;

    private final ImportConfig config;
    private final ObjectMapper mapper;

    UploadLimits(ImportConfig config, ObjectMapper mapper) {
        this.config = config;
        this.mapper = mapper;
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE + 1_000).handler(this::check);
    }

    private void check(RoutingContext context) {
        var limit = context.normalizedPath().equals(IMPORT) ? config.maxUpload().asLongValue() : ELSEWHERE;
        if (announced(context) > limit) {
            refuse(context, limit);
        } else {
            context.put(LIMIT_OF_REQUEST, limit);
            context.next();
        }
    }

    private static long announced(RoutingContext context) {
        try {
            var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    private void refuse(RoutingContext context, long limit) {
        var problem = new Problem(
                "about:blank",
                "Content Too Large",
                TOO_LARGE,
                "A request body may have up to %,d bytes here".formatted(limit),
                context.request().path(),
                List.of());
        context.response()
                .setStatusCode(TOO_LARGE)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(json(problem));
    }

    private String json(Problem problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A problem is no JSON", impossible);
        }
    }
}
