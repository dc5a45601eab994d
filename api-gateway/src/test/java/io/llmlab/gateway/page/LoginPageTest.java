package io.llmlab.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.llmlab.gateway.page.Dashboard.PATIENTLY;
import static io.restassured.RestAssured.given;

import io.llmlab.gateway.page.stub.StubLab;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The dashboard of a server that asks for keys.
@QuarkusTest
@Tag("full")
@TestProfile(LoginPageTest.Closed.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(StubLab.class)
class LoginPageTest {

    static final String ADMIN = "the admin key of this test alone, no other";

    public static class Closed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gateway.access.mode", "keys", "gateway.access.admin-key", ADMIN);
        }
    }

    @Test
    void tradesAKeyForTheDashboardAndGivesItBack() {
        var key = keyOf("kim of the night shift");
        try (var dashboard = Dashboard.open("/ui/alerts")) {
            var page = dashboard.page();
            dashboard.expectComplaint("401");
            assertThat(page.locator("lab-login h1")).hasText("Log in");
            dashboard.looks("login");
            page.fill("input[name=key]", "llmlab_not-a-key");
            page.locator("lab-login button").click();
            assertThat(page.locator("#refusal")).containsText("key", PATIENTLY);

            page.fill("input[name=key]", key);
            page.locator("lab-login button").click();

            assertThat(page.locator("page-alerts h1")).isVisible();
            assertThat(page.locator("#live")).containsText("Live", PATIENTLY);
            assertThat(page.locator("#logout")).containsText("kim of the night shift", PATIENTLY);
            page.locator("#logout").click();
            assertThat(page.locator("lab-login h1")).hasText("Log in");
        }
    }

    static String keyOf(String name) {
        return given().header("Authorization", "Bearer " + ADMIN)
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "scopes", List.of("operate")))
                .post("/admin/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }
}
