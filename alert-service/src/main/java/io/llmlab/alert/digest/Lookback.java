package io.llmlab.alert.digest;

import io.llmlab.alert.digest.Sight.Drop;
import io.llmlab.platform.trust.ServiceToken;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Asks regression-service what it would have seen. It alone knows, and tells of it in no event: where nothing gets
/// worse there is none. Whether it answers or not, a digest is made.
@ApplicationScoped
class Lookback {

    private static final Set<String> QUALITY = Set.of("accuracy", "precision", "recall", "f1_score");

    private static final List<String> SMALLEST =
            List.of("smallest_visible_1_run", "smallest_visible_3_runs", "smallest_visible_paired");

    private static final int OK = 200;

    private final WebClient client;
    private final DigestConfig config;
    private final ServiceToken token;

    Lookback(Vertx vertx, DigestConfig config, ServiceToken token) {
        this.client = WebClient.create(vertx);
        this.config = config;
        this.token = token;
    }

    /// Never fails.
    Uni<Sight> at(Bygone bygone) {
        return findings(bygone)
                .chain(findings -> drops(bygone).<Sight>map(drops -> new Sight.Known(drops, findings)))
                .onFailure()
                .recoverWithItem(
                        failure -> new Sight.Unknown("regression-service did not say: " + failure.getMessage()));
    }

    private Uni<Long> findings(Bygone bygone) {
        return shown(client.getAbs(base() + "/regression-detection/results"))
                .addQueryParam("since", bygone.from().toString())
                .addQueryParam("until", bygone.until().toString())
                .addQueryParam("limit", "1")
                .addQueryParam("count", "true")
                .timeout(config.patience().toMillis())
                .send()
                .map(response -> Long.valueOf(required(response).getHeader("X-Total-Count")));
    }

    private Uni<List<Drop>> drops(Bygone bygone) {
        return Multi.createFrom()
                .iterable(bygone.models())
                .onItem()
                .transformToUniAndConcatenate(this::drops)
                .onItem()
                .<Drop>disjoint()
                .collect()
                .asList()
                .map(drops -> drops.stream()
                        .sorted(Comparator.comparingDouble(Drop::size))
                        .toList());
    }

    private Uni<List<Drop>> drops(Bygone.Model model) {
        return shown(client.postAbs("%s/regression-detection/analyze/%d".formatted(base(), model.id())))
                .timeout(config.patience().toMillis())
                .send()
                .map(response -> drops(model, required(response).bodyAsJsonObject()));
    }

    private HttpRequest<Buffer> shown(HttpRequest<Buffer> request) {
        token.toSend().ifPresent(secret -> request.putHeader(ServiceToken.HEADER, secret));
        return request;
    }

    private static List<Drop> drops(Bygone.Model model, JsonObject analysis) {
        return analysis.getJsonArray("results").stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .flatMap(result -> drop(model, result).stream())
                .toList();
    }

    private static Optional<Drop> drop(Bygone.Model model, JsonObject result) {
        var details = result.getJsonObject("statistical_details", new JsonObject());
        return QUALITY.contains(result.getString("metric_type"))
                ? smallest(details)
                        .map(size -> new Drop(
                                size, result.getString("metric_name"), result.getString("dataset_name"), model.name()))
                : Optional.empty();
    }

    /// The largest number stands for infinity there.
    private static Optional<Double> smallest(JsonObject details) {
        return SMALLEST.stream()
                .flatMap(name -> Stream.ofNullable(details.getDouble(name)))
                .filter(size -> size < Double.MAX_VALUE)
                .min(Double::compare);
    }

    private static HttpResponse<Buffer> required(HttpResponse<Buffer> response) {
        if (response.statusCode() != OK) {
            throw new IllegalStateException("it answered %d".formatted(response.statusCode()));
        }
        return response;
    }

    private String base() {
        return config.regressionUrl().replaceAll("/+$", "");
    }
}
