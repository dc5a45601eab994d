package io.llmlab.gateway.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The three services behind the gateway, in this process.
public class FakeOwners implements QuarkusTestResourceLifecycleManager {

    private final List<FakeOwner> running = new ArrayList<>();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "RUNNER_URL", url("runner"),
                "REGRESSION_URL", url("regression"),
                "ALERT_URL", url("alert"),
                // Tests wait for what never comes: two seconds are enough to see it.
                "gateway.proxy.timeout", "6s",
                "gateway.live.heartbeat", "1s");
    }

    private String url(String name) {
        var owner = FakeOwner.start(name);
        running.add(owner);
        return owner.url();
    }

    @Override
    public void stop() {
        running.forEach(FakeOwner::close);
    }
}
