package io.llmlab.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Gives every JSON answer to a GET an `ETag` over its bytes, and answers 304 to whom has it already.
///
/// The tag is weak: it says that the JSON is the same, not that it was sent in the same encoding.
class EntityTags {

    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE;

    private final ObjectMapper mapper;

    EntityTags(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @ServerResponseFilter
    public void tag(ContainerRequestContext request, ContainerResponseContext response) throws JsonProcessingException {
        if (!request.getMethod().equals("GET")
                || response.getStatus() != 200
                || !response.hasEntity()
                || !isJson(request, response)) {
            return;
        }
        var body = mapper.writeValueAsBytes(response.getEntity());
        if (response.getMediaType() == null) {
            response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, JSON);
        }
        var tag = "W/\"%s\"".formatted(fingerprint(body));
        response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        if (tag.equals(request.getHeaderString(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(304);
            response.setEntity(null);
        } else {
            response.setEntity(body);
        }
    }

    /// A `RestResponse` of a method without `@Produces` has no type yet: it is chosen by the entity and by what the
    /// caller
    /// accepts, after this filter. Of what has no type, records, collections, maps and trees can only become JSON.
    private static boolean isJson(ContainerRequestContext request, ContainerResponseContext response) {
        var type = response.getMediaType();
        if (type != null) {
            return type.isCompatible(JSON);
        }
        return switch (response.getEntity()) {
            case Record _, Iterable<?> _, Map<?, ?> _ ->
                request.getAcceptableMediaTypes().stream().anyMatch(JSON::isCompatible);
            default -> false;
        };
    }

    private static String fingerprint(byte[] body) {
        Checksum checksum = new CRC32C();
        checksum.update(body);
        return Long.toHexString(checksum.getValue()) + "-" + Integer.toHexString(body.length);
    }
}
