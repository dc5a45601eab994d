package io.llmlab.platform.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Forbidden;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.DomainException.Malformed;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.platform.problem.DomainException.TooLarge;
import io.llmlab.platform.problem.DomainException.Unauthenticated;
import io.llmlab.platform.problem.DomainException.Unavailable;
import io.llmlab.platform.problem.DomainException.Unsupported;
import io.quarkus.logging.Log;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Answers every failure with problem details; what the caller cannot act on is logged and stays unexplained.
class ProblemMapper {

    private static final int UNPROCESSABLE = 422;

    @ServerExceptionMapper
    public RestResponse<Problem> map(DomainException failure, UriInfo uri) {
        return switch (failure) {
            case Unauthenticated _ -> unauthenticated(failure, uri);
            case Forbidden _ -> answer(403, "Forbidden", failure.detail(), uri, List.of());
            case NotFound _ -> answer(404, "Not Found", failure.detail(), uri, List.of());
            case Conflict _ -> answer(409, "Conflict", failure.detail(), uri, List.of());
            case Malformed _ -> answer(400, "Bad Request", failure.detail(), uri, List.of());
            case TooLarge _ -> answer(413, "Content Too Large", failure.detail(), uri, List.of());
            case Unsupported _ -> answer(415, "Unsupported Media Type", failure.detail(), uri, List.of());
            case Invalid invalid ->
                answer(UNPROCESSABLE, "Unprocessable Content", failure.detail(), uri, invalid.errors());
            case Unavailable away -> unavailable(away, uri);
        };
    }

    @ServerExceptionMapper
    public RestResponse<Problem> map(JacksonException failure, UriInfo uri) {
        return map(JsonFailures.explain(failure), uri);
    }

    /// The framework's own mapper of this type would win over the one for its supertype.
    @ServerExceptionMapper
    public RestResponse<Problem> map(MismatchedInputException failure, UriInfo uri) {
        return map(JsonFailures.explain(failure), uri);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> map(ConstraintViolationException failure, UriInfo uri) {
        var errors = failure.getConstraintViolations().stream()
                .map(ProblemMapper::fieldError)
                .toList();
        return map(new Invalid(errors), uri);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> map(WebApplicationException failure, UriInfo uri) {
        if (failure.getCause() instanceof DomainException cause) {
            return map(cause, uri);
        }
        if (failure.getCause() instanceof JacksonException cause) {
            return map(cause, uri);
        }
        var status = failure.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(failure, uri);
        }
        var known = Status.fromStatusCode(status);
        var title = known == null ? "Request failed" : known.getReasonPhrase();
        var response = answer(status, title, explain(status, uri), uri, List.of());
        failure.getResponse().getHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)
                    && !name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                values.forEach(value -> response.getHeaders().add(name, value));
            }
        });
        return response;
    }

    @ServerExceptionMapper
    public RestResponse<Problem> unexpected(Throwable failure, UriInfo uri) {
        var refused = Unstorable.explained(failure);
        if (refused.isPresent()) {
            return map(refused.get(), uri);
        }
        Log.errorf(failure, "Request to %s failed unexpectedly", uri.getPath());
        return answer(500, "Internal Server Error", "This is a fault of the server and is in its log", uri, List.of());
    }

    private static String explain(int status, UriInfo uri) {
        return switch (status) {
            case 404 -> "There is nothing at %s".formatted(uri.getPath());
            case 405 -> "This method is not allowed at %s".formatted(uri.getPath());
            case 406 -> "None of the accepted media types can be produced here";
            case 415 -> "This content type is not understood here; application/json is";
            default -> "The request was not understood";
        };
    }

    private static RestResponse<Problem> unauthenticated(DomainException failure, UriInfo uri) {
        var response = answer(401, "Unauthorized", failure.detail(), uri, List.of());
        response.getHeaders().add(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return response;
    }

    private static RestResponse<Problem> unavailable(Unavailable away, UriInfo uri) {
        var response = answer(503, "Service Unavailable", away.detail(), uri, List.of());
        response.getHeaders()
                .add("Retry-After", Long.toString(Math.max(1, away.retryAfter().toSeconds())));
        return response;
    }

    private static FieldError fieldError(ConstraintViolation<?> violation) {
        var place = ViolationPlace.of(violation);
        return place.inBody()
                ? FieldError.inBody(
                        place.name(), place.name().isEmpty() ? "a JSON body is expected" : violation.getMessage())
                : FieldError.inParameter(place.name(), violation.getMessage());
    }

    private static RestResponse<Problem> answer(
            int status, String title, @Nullable String detail, UriInfo uri, List<FieldError> errors) {
        var problem = new Problem("about:blank", title, status, detail, uri.getPath(), errors);
        return ResponseBuilder.<Problem>create(status)
                .entity(problem)
                .type(Problem.MEDIA_TYPE)
                .build();
    }
}
