package io.llmlab.runner.execute;

import io.llmlab.runner.model.Api;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The APIs that can be asked.
@ApplicationScoped
class Protocols {

    private final Map<Api, Protocol> byApi;

    Protocols(@All List<Protocol> protocols) {
        this.byApi = protocols.stream().collect(Collectors.toMap(Protocol::api, Function.identity()));
    }

    Protocol of(Api api) {
        var protocol = byApi.get(api);
        if (protocol == null) {
            throw new IllegalStateException("No protocol is registered as " + api);
        }
        return protocol;
    }
}
