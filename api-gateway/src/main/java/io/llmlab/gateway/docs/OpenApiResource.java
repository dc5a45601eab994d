package io.llmlab.gateway.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

@Path("/openapi")
@Tag(name = "Documentation")
class OpenApiResource {

    private static final String YAML = "application/yaml";
    private static final YAMLMapper WRITER =
            new YAMLMapper(new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER));

    /// What a client can ask for.
    enum Format {
        JSON,
        YAML
    }

    private final SuiteDocument document;

    OpenApiResource(SuiteDocument document) {
        this.document = document;
    }

    @GET
    @Operation(summary = "This document: JSON, or YAML where Accept or format ask for it")
    @APIResponse(
            responseCode = "200",
            description = "OpenAPI 3.1",
            content = {@Content(mediaType = MediaType.APPLICATION_JSON), @Content(mediaType = YAML)})
    public RestResponse<Object> openApi(
            @QueryParam("format") @Nullable Format format, @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept)
            throws JsonProcessingException {
        var yaml = format == null ? accept != null && accept.contains("yaml") : format == Format.YAML;
        return yaml
                ? ResponseBuilder.<Object>ok(WRITER.writeValueAsString(document.merged()))
                        .type(YAML + ";charset=UTF-8")
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                        .build()
                : ResponseBuilder.<Object>ok(document.merged())
                        .type(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                        .build();
    }
}
