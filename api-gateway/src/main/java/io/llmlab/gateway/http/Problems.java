package io.llmlab.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.problem.Problem;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.List;

/// Answers with problem details (RFC 9457) where a request never reaches a resource.
@ApplicationScoped
public class Problems {

    private final ObjectMapper mapper;

    Problems(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// Ends the response, or cuts the connection where it has begun already: half an answer must not look whole.
    public void answer(RoutingContext context, int status, String detail) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            context.request().connection().close();
            return;
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(body(context, status, detail));
    }

    /// As [#answer], and says when another try is worth it.
    public void answerRetryable(RoutingContext context, int status, String detail, Duration retryAfter) {
        if (!context.response().headWritten()) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        answer(context, status, detail);
    }

    /// As [#answer], for a request that may still be sending: what comes is thrown away, since a connection that is cut
    /// in mid-upload would hide the answer from the client.
    public void refuse(RoutingContext context, int status, String detail) {
        answer(context, status, detail);
        if (!context.request().isEnded()) {
            context.request().handler(_ -> {}).resume();
        }
    }

    private String body(RoutingContext context, int status, String detail) {
        var title = HttpResponseStatus.valueOf(status).reasonPhrase();
        var problem = new Problem(
                "about:blank", title, status, detail, context.request().path(), List.of());
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("A problem can always be written", unwritable);
        }
    }
}
