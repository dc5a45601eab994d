package io.llmlab.runner.execute;

import java.util.Locale;

/// Says what went wrong with a request and what its owner can do about it.
final class Advice {

    private Advice() {}

    static String on(Reply failed, Endpoint endpoint, Protocol protocol) {
        var url = endpoint.url(protocol.api());
        return switch (failed) {
            case Reply.Answered _ -> throw new IllegalArgumentException("An answer needs no advice");
            case Reply.Broken broken ->
                "%s %s: %s".formatted(url, broken.detail(), onBroken(broken, endpoint, protocol));
            case Reply.Rejected rejected ->
                "%s answered %d%s: %s"
                        .formatted(
                                url,
                                rejected.status(),
                                rejected.detail().isEmpty() ? "" : " (" + rejected.detail() + ")",
                                onStatus(rejected.status(), endpoint, protocol));
        };
    }

    private static String onBroken(Reply.Broken broken, Endpoint endpoint, Protocol protocol) {
        if (broken.detail().contains("within")) {
            return "raise benchmark_config.timeout_seconds, lower benchmark_config.concurrency, or look at the server";
        }
        if (broken.detail().contains("more than")) {
            return "lower benchmark_config.max_tokens, or raise runner.execution.max-response";
        }
        return broken.passing()
                ? "check base_url of model %s, and that the server runs".formatted(endpoint.modelName())
                : "check that base_url of model %s, up to and without %s, is that of an endpoint whose api is %s"
                        .formatted(
                                endpoint.modelName(),
                                protocol.api().path(),
                                protocol.api().name().toLowerCase(Locale.ROOT));
    }

    private static String onStatus(int status, Endpoint endpoint, Protocol protocol) {
        return switch (status) {
            case 401 ->
                endpoint.keyRef() == null
                        ? "set api_key_ref of model %s to the name of an environment variable of the runner that holds a key"
                                .formatted(endpoint.modelName())
                        : "check the key in the environment variable %s (api_key_ref of model %s)"
                                .formatted(endpoint.keyRef(), endpoint.modelName());
            case 403 ->
                "the key may not use %s; check its rights (api_key_ref of model %s)"
                        .formatted(endpoint.remoteName(), endpoint.modelName());
            case 404 ->
                "check base_url (up to and without %s), remote_name (%s) and api of model %s"
                        .formatted(protocol.api().path(), endpoint.remoteName(), endpoint.modelName());
            case 429 -> "lower benchmark_config.concurrency, or raise the limit at the provider";
            default ->
                status >= 500
                        ? "the server fails; look into its log, or try again later"
                        : "the endpoint does not take the request; check benchmark_config and the model's settings";
        };
    }
}
