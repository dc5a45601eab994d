package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.DescribedAnswers;
import io.restassured.RestAssured;
import io.restassured.builder.ResponseBuilder;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Compares each JSON answer that a test of the stack sees with what the merged OpenAPI document says of it.
final class AsDescribed implements Filter {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DOCUMENT = "/openapi";

    /// One build serves one document, whatever the number of stacks.
    private static final AtomicReference<@Nullable DescribedAnswers> DESCRIBED = new AtomicReference<>();

    private final String url;

    AsDescribed(String url) {
        this.url = url;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        var response = context.next(request, expected);
        var path = URI.create(request.getURI()).getRawPath();
        if (!response.contentType().contains("json")
                || response.contentType().contains("jsonl")
                || path.equals(DOCUMENT)) {
            return response;
        }
        var body = response.asString();
        assertThat(described()
                        .wrongWith(
                                request.getMethod(), path, response.statusCode(), response.contentType(), read(body)))
                .as("%s %s answers as /openapi describes it", request.getMethod(), path)
                .isEmpty();
        return new ResponseBuilder().clone(response).setBody(body).build();
    }

    /// Read with the first answer: a stack may still be starting when its [Lab] is made.
    private DescribedAnswers described() {
        var known = DESCRIBED.get();
        if (known == null) {
            known = new DescribedAnswers(read(RestAssured.get(url + DOCUMENT).asString()));
            DESCRIBED.set(known);
        }
        return known;
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("no JSON: " + json, broken);
        }
    }
}
