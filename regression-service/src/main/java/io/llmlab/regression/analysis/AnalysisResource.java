package io.llmlab.regression.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.regression.series.Period;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/regression-detection")
@Tag(name = "Regression detection")
class AnalysisResource {

    private static final int USUAL_DAYS = 30;
    private static final int USUAL_SUMMARY_DAYS = 7;

    private final AnalysisService service;
    private final ObjectMapper mapper;

    AnalysisResource(AnalysisService service, ObjectMapper mapper) {
        this.service = service;
        this.mapper = mapper;
    }

    @POST
    @Path("analyze/{modelId}")
    @Operation(
            operationId = "analyzeModel",
            summary = "Look for regressions of a model now",
            description = "Looks at the series that got a run in the last days. Stores nothing, notifies nobody.")
    // Clients of the original post no body and no content type, or any.
    @Consumes(MediaType.WILDCARD)
    public Uni<AnalysisView> analyze(
            @PathParam("modelId") long modelId,
            @QueryParam("days_back") @Nullable Integer daysBack,
            @RequestBody(
                            required = false,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AnalyzeRequest.class)))
                    @Nullable
                    String body)
            throws JsonProcessingException {
        return service.analyze(modelId, Period.back(daysBack, USUAL_DAYS), read(body));
    }

    private @Nullable AnalyzeRequest read(@Nullable String body) throws JsonProcessingException {
        return body == null || body.isBlank() ? null : mapper.readValue(body, AnalyzeRequest.class);
    }

    @GET
    @Path("summary")
    @Operation(summary = "See the regressions of all models at a glance")
    public Uni<SummaryView> summary(
            @QueryParam("model_ids")
                    @Parameter(description = "Repeated or separated by commas; none: all models")
                    @Nullable
                    List<String> modelIds,
            @QueryParam("days_back") @Nullable Integer daysBack) {
        return service.summary(ids(modelIds), Period.back(daysBack, USUAL_SUMMARY_DAYS));
    }

    private static List<Long> ids(@Nullable List<String> texts) {
        return Stream.ofNullable(texts)
                .flatMap(List::stream)
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .filter(text -> !text.isBlank())
                .map(AnalysisResource::id)
                .toList();
    }

    private static Long id(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException unreadable) {
            throw Invalid.inParameter("model_ids", "must be integers, not '%s'".formatted(text));
        }
    }
}
