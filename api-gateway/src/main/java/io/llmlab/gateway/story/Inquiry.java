package io.llmlab.gateway.story;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.OwnerClient;
import io.llmlab.gateway.proxy.OwnerClient.OwnerAnswer;
import io.llmlab.gateway.story.StoryView.Evaluated;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.logging.Log;
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

/// Asks runner and regression-service what became of a run. Whoever does not answer is left out.
@ApplicationScoped
class Inquiry {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 500;

    private final OwnerClient owners;
    private final AlertInquiry alerts;

    Inquiry(OwnerClient owners, AlertInquiry alerts) {
        this.owners = owners;
        this.alerts = alerts;
    }

    /// Fails with [NotFound] where the runner says that there is no such run.
    Uni<Facts> of(long run) {
        return unlessAway("benchmark-runner-service", run(run)).chain(known -> rest(run, known));
    }

    private Uni<JsonNode> run(long run) {
        return owners.ask(Owner.RUNNER, HttpMethod.GET, "/benchmark-runs/" + run, PATIENCE)
                .map(answer -> {
                    if (answer.isUnknown()) {
                        throw new NotFound("run", run);
                    }
                    return required(answer);
                });
    }

    private Uni<Facts> rest(long run, Optional<JsonNode> known) {
        return Uni.combine()
                .all()
                .unis(
                        unlessAway("regression-service", evaluation(run, known)),
                        unlessAway("alert-service", alerts.of(run)))
                .with((evaluation, alerting) -> new Facts(known, evaluation, alerting));
    }

    /// It knows a run once it has evaluated it: both happen at once.
    private Uni<Evaluated> evaluation(long run, Optional<JsonNode> known) {
        return ask(HttpMethod.GET, "/benchmark-runs/%d/compare/%d".formatted(run, run))
                .chain(answer -> answer.isUnknown()
                        ? Uni.createFrom().item(new Evaluated(false, List.of(), List.of(), List.of()))
                        : evaluated(run, known));
    }

    private Uni<Evaluated> evaluated(long run, Optional<JsonNode> known) {
        return Uni.combine()
                .all()
                .unis(
                        list("/regression-detection/results?run_id=%d&limit=%d".formatted(run, MOST)),
                        known.map(this::open).orElseGet(Inquiry::nothing),
                        list("/regression-detection/suspicions?run_id=%d".formatted(run)),
                        known.map(this::looks).orElseGet(Inquiry::nothing))
                .with((begun, open, suspicions, looks) -> new Evaluated(
                        true, Stream.concat(begun.stream(), open.stream()).toList(), suspicions, looks));
    }

    /// What began with an earlier run of the kind, and this run or a later one still showed.
    private Uni<List<JsonNode>> open(JsonNode run) {
        var id = run.path("id").asLong();
        return list("/regression-detection/results?model_id=%d&dataset_name=%s&state=open&limit=%d"
                        .formatted(
                                modelOf(run), encoded(run.path("dataset_name").asText()), MOST))
                .map(findings -> findings.stream()
                        .filter(finding -> finding.path("stream").equals(run.path("stream")))
                        .filter(finding -> finding.path("run_id").asLong() < id
                                && finding.path("last_run_id").asLong() >= id)
                        .toList());
    }

    private Uni<List<JsonNode>> looks(JsonNode run) {
        return ask(HttpMethod.POST, "/regression-detection/analyze/%d?days_back=365".formatted(modelOf(run)))
                .map(analysis -> elements(required(analysis).path("results"))
                        .filter(look -> look.path("dataset_name").equals(run.path("dataset_name")))
                        .filter(look -> look.path("stream").equals(run.path("stream")))
                        .toList());
    }

    private Uni<List<JsonNode>> list(String path) {
        return ask(HttpMethod.GET, path)
                .map(answer -> elements(required(answer)).toList());
    }

    private Uni<OwnerAnswer> ask(HttpMethod method, String path) {
        return owners.ask(Owner.REGRESSION, method, path, PATIENCE);
    }

    static JsonNode required(OwnerAnswer answer) {
        if (!answer.isOk()) {
            throw new IllegalStateException("it answered %d".formatted(answer.status()));
        }
        return answer.body();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Uni<List<JsonNode>> nothing() {
        return Uni.createFrom().item(List.of());
    }

    private static long modelOf(JsonNode run) {
        return run.path("model_id").asLong();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static <T> Uni<Optional<T>> unlessAway(String owner, Uni<T> answer) {
        return answer.map(Optional::of)
                .onFailure(failure -> !(failure instanceof NotFound))
                .recoverWithItem(failure -> {
                    Log.infof("A story goes without %s: %s", owner, failure.toString());
                    return Optional.empty();
                });
    }
}
