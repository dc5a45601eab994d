package io.llmlab.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.llmlab.gateway.page.Dashboard.PATIENTLY;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import io.llmlab.gateway.page.stub.StubLab;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Keys are made and revoked by who may.
@QuarkusTest
@Tag("full")
@TestProfile(LoginPageTest.Closed.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(StubLab.class)
class KeysPageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void makesAKeyShowsItOnceAndRevokesIt() {
        try (var dashboard = Dashboard.open("/ui/settings/keys")) {
            var page = dashboard.page();
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            logIn(page, LoginPageTest.ADMIN);
            page.fill("#new-key input[name=name]", "ci of team a");
            page.uncheck("#new-key input[value=read]");
            page.locator("#new-key button.main").click();
            assertThat(page.locator("#new-key [data-wrong]")).hasText("Choose what it may do.");
            page.check("#new-key input[value=read]");
            page.check("#new-key input[value=ingest]");
            page.locator("#new-key button.main").click();
            assertThat(page.locator("#issued-title")).isFocused();
            var key = page.locator("#issued-key").inputValue();
            page.locator("#copy").click();
            assertThat(page.locator("#toast")).containsText("The key is copied", PATIENTLY);
            Assertions.assertThat(page.evaluate("navigator.clipboard.readText()"))
                    .isEqualTo(key);
            Assertions.assertThat(status(key)).isEqualTo(200);
            dashboard.looks("keys");

            page.locator("#put-away").click();
            assertThat(page.locator("#issued")).hasCount(0);
            page.reload();
            var made = page.locator("[data-key='ci of team a']");
            assertThat(made).containsText("expires", PATIENTLY);
            assertThat(made).containsText("by admin");
            Assertions.assertThat(page.content()).doesNotContain(key);

            page.onDialog(Dialog::accept);
            made.locator(".revoke").click();
            assertThat(page.locator("#toast")).containsText("ci of team a is revoked", PATIENTLY);
            assertThat(page.locator("#ended-keys summary")).containsText("Revoked and expired");
            await().atMost(PATIENCE).until(() -> status(key) == 401);
        }
    }

    @Test
    void saysWhoMayWhereOneMayNot() {
        var key = LoginPageTest.keyOf("operator of the keys page");
        try (var dashboard = Dashboard.open("/ui/settings/keys")) {
            var page = dashboard.page();
            logIn(page, key);
            assertThat(page.locator("#no-keys"))
                    .containsText("operator of the keys page has operate. Ask one of them", PATIENTLY);
            dashboard.looks("no-keys");
            page.navigate(page.url().replace("/keys", "/channels"));
            assertThat(page.locator("[data-channel=email]")).isVisible();
            assertThat(page.locator(".change-channel")).hasCount(0);
            assertThat(page.locator("settings-channels")).containsText("a key that has the scope admin");
        }
    }

    private static void logIn(Page page, String key) {
        page.fill("input[name=key]", key);
        page.locator("lab-login button").click();
        assertThat(page.locator("page-settings h1")).hasText("API keys");
    }

    private static int status(String key) {
        return given().header("Authorization", "Bearer " + key).get("/models").statusCode();
    }
}
