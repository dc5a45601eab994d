package io.llmlab.gateway.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.OwnerClient;
import io.llmlab.gateway.proxy.OwnerClient.OwnerAnswer;
import io.llmlab.gateway.verdict.Facts.Opinion;
import io.llmlab.gateway.verdict.Facts.Opinion.Away;
import io.llmlab.gateway.verdict.Facts.Opinion.Compared;
import io.llmlab.gateway.verdict.Facts.Opinion.Evaluated;
import io.llmlab.gateway.verdict.Facts.Opinion.Incomparable;
import io.llmlab.gateway.verdict.Facts.Opinion.NotYet;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.platform.problem.DomainException.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Asks the owners what they know of a run.
@ApplicationScoped
class Inquiry {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 500;

    private final OwnerClient owners;

    Inquiry(OwnerClient owners) {
        this.owners = owners;
    }

    /// A failure with [NotFound] where there is no such run, with [Unavailable] where its owner does not say.
    ///
    /// @param baseline the run to compare with, or null: what was found counts
    Uni<Facts> of(long run, @Nullable Long baseline) {
        return owners.ask(Owner.RUNNER, HttpMethod.GET, "/benchmark-runs/" + run, PATIENCE)
                .onFailure()
                .transform(_ -> away())
                .map(answer -> required(answer, run))
                .chain(known -> opinion(known, run, baseline));
    }

    private static JsonNode required(OwnerAnswer answer, long run) {
        if (answer.isUnknown()) {
            throw new NotFound("run", run);
        }
        if (!answer.isOk()) {
            throw away();
        }
        return answer.body();
    }

    private static Unavailable away() {
        return new Unavailable("benchmark-runner-service does not say what became of the run", Duration.ofSeconds(5));
    }

    private Uni<Facts> opinion(JsonNode known, long run, @Nullable Long baseline) {
        var facts = new Facts(known, Optional.empty());
        if (!facts.status().equals("completed") || !facts.isEvidence()) {
            return Uni.createFrom().item(facts);
        }
        return (baseline == null ? found(known, run) : compared(run, baseline))
                .onFailure()
                .recoverWithItem(failure -> new Away(String.valueOf(failure.getMessage())))
                .map(opinion -> new Facts(known, Optional.of(opinion)));
    }

    /// It knows a run once it has evaluated it: both happen at once.
    private Uni<Opinion> found(JsonNode known, long run) {
        return ask(HttpMethod.GET, "/benchmark-runs/%d/compare/%d".formatted(run, run))
                .chain(answer -> answer.isUnknown() ? Uni.createFrom().item(new NotYet()) : evaluated(known, run));
    }

    private Uni<Opinion> evaluated(JsonNode known, long run) {
        var model = known.path("model_id").asLong();
        var dataset = known.path("dataset_name").asText();
        var ofKind = "/regression-detection/results?model_id=%d&dataset_name=%s&limit=%d"
                .formatted(model, URLEncoder.encode(dataset, StandardCharsets.UTF_8), MOST);
        return Uni.combine()
                .all()
                .unis(
                        list(HttpMethod.GET, "/regression-detection/results?run_id=%d&limit=%d".formatted(run, MOST)),
                        list(HttpMethod.GET, ofKind + "&state=open"),
                        list(HttpMethod.GET, "/regression-detection/suspicions?run_id=%d&state=pending".formatted(run)),
                        ask(HttpMethod.POST, "/regression-detection/analyze/%d?days_back=365".formatted(model)))
                .with((begun, open, suspected, analysis) -> new Evaluated(
                        Stream.concat(begun.stream(), open.stream().filter(finding -> stillHeld(finding, known)))
                                .toList(),
                        suspected.size(),
                        looks(analysis, known)));
    }

    /// One that began with an earlier run of the kind, and that this run or a later one still showed.
    private static boolean stillHeld(JsonNode finding, JsonNode run) {
        var id = run.path("id").asLong();
        return finding.path("stream").equals(run.path("stream"))
                && finding.path("run_id").asLong() < id
                && finding.path("last_run_id").asLong() >= id;
    }

    private static List<JsonNode> looks(OwnerAnswer analysis, JsonNode run) {
        return elements(required(analysis).path("results"))
                .filter(look -> look.path("dataset_name").equals(run.path("dataset_name")))
                .filter(look -> look.path("stream").equals(run.path("stream")))
                .toList();
    }

    private Uni<Opinion> compared(long run, long baseline) {
        return ask(HttpMethod.GET, "/benchmark-runs/%d/compare/%d".formatted(run, run))
                .chain(known -> known.isUnknown()
                        ? Uni.createFrom().item(new NotYet())
                        : ask(HttpMethod.GET, "/benchmark-runs/%d/compare/%d".formatted(baseline, run))
                                .map(Inquiry::comparison));
    }

    private static Opinion comparison(OwnerAnswer answer) {
        return switch (answer.status()) {
            case 200 -> new Compared(answer.body());
            case 404, 422 ->
                new Incomparable(answer.body().path("detail").asText("regression-service does not know the baseline"));
            default -> new Away("it answered %d".formatted(answer.status()));
        };
    }

    private Uni<List<JsonNode>> list(HttpMethod method, String path) {
        return ask(method, path).map(answer -> elements(required(answer)).toList());
    }

    private Uni<OwnerAnswer> ask(HttpMethod method, String path) {
        return owners.ask(Owner.REGRESSION, method, path, PATIENCE);
    }

    private static JsonNode required(OwnerAnswer answer) {
        if (!answer.isOk()) {
            throw new IllegalStateException("it answered %d".formatted(answer.status()));
        }
        return answer.body();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
