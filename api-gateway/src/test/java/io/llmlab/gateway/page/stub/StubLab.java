package io.llmlab.gateway.page.stub;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The three services behind the gateway with a month of a lab's life: several models, of which one got worse.
public class StubLab implements QuarkusTestResourceLifecycleManager {

    private @Nullable StubServer server;

    @Override
    public Map<String, String> start() {
        var started = StubServer.start(0);
        server = started;
        return Map.of("RUNNER_URL", started.url(), "REGRESSION_URL", started.url(), "ALERT_URL", started.url());
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
