package io.llmlab.gateway.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The three services behind the gateway as stubs, while the tests of a class run; before each test they forget what
/// they were told and asked. Registered in a static field; [Settings] lead the gateway to them.
public final class StubOwners implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    /// The profile of tests that need no settings but these: they share one application.
    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return StubOwner.settings();
        }
    }

    private final StubOwner runner = new StubOwner("runner");
    private final StubOwner regression = new StubOwner("regression");
    private final StubOwner alerts = new StubOwner("alert");

    public StubOwner runner() {
        return runner;
    }

    public StubOwner regression() {
        return regression;
    }

    public StubOwner alerts() {
        return alerts;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        for (var owner : all()) {
            owner.start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        all().forEach(StubOwner::reset);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        all().forEach(StubOwner::stop);
    }

    private List<StubOwner> all() {
        return List.of(runner, regression, alerts);
    }
}
