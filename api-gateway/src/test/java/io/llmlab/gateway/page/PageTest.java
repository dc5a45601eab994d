package io.llmlab.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.llmlab.gateway.testing.Events;
import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The page in Debian's Chromium. Screenshots are left in `target/screenshots`.
@QuarkusTest
@Tag("full")
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class PageTest {

    private static final List<String> SWITCHES = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final ContainsTextOptions PATIENTLY = new ContainsTextOptions().setTimeout(30_000);

    private final long id = ThreadLocalRandom.current().nextInt(1_000, 1_000_000);
    private final List<String> complaints = new ArrayList<>();

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void showsWhatHappensWhileItIsOpen() {
        try (var playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = playwright.chromium().launch(launch())) {
            var page = open(browser);
            assertThat(page.locator("#live")).containsText("Live", PATIENTLY);
            assertThat(page.locator("#alerts-empty")).isVisible();

            happen();

            assertThat(page.locator("#model-list")).containsText("model-" + id, PATIENTLY);
            assertThat(page.locator("#run-list")).containsText("#" + id, PATIENTLY);
            assertThat(page.locator("#alert-list")).containsText("<b>fell</b>", PATIENTLY);
            assertThat(page.locator("#alert-list b")).hasCount(0);
            assertThat(page.locator("#health")).containsText("healthy", PATIENTLY);
            assertThat(page.locator("#advice")).containsText("Alerts reach nobody");
            looks(page);
            page.locator("#alert-" + id + " button").first().click();
            assertThat(page.locator("#alert-" + id)).containsText("acknowledged", PATIENTLY);
            page.locator("#alert-" + id + " button").first().click();
            assertThat(page.locator("#alert-" + id)).hasCount(0);
        }
        assertThat(complaints).isEmpty();
    }

    /// Nothing is wider than the narrowest phone; each view is kept to be looked at.
    private static void looks(Page page) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var width : List.of(360, 1280)) {
                page.setViewportSize(width, 900);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as("fits into %d px", width)
                        .isEqualTo(true);
                shoot(page, width + "-" + scheme.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private void happen() {
        var events = new Events(bootstrapServers);
        var now = Instant.now().toString();
        events.modelChanged(id, _ -> {});
        events.runChanged(id, id, event -> event.put("timestamp", now));
        events.runCompleted(id, id + 1, event -> event.put("timestamp", now));
        events.runCompleted(
                id,
                id + 2,
                event -> event.put("timestamp", now)
                        .put("status", "failed")
                        .put("error_message", "The endpoint answered 401: check the secret that api_key_ref names"));
        events.alertChanged(
                id,
                event -> event.withObject("/alert")
                        .put("title", "overall_accuracy of gpt-x on gsm8k <b>fell</b> by 61.5 %")
                        .put("timestamp", now));
        events.alertChanged(
                id + 1,
                event -> event.withObject("/alert")
                        .put("title", "Run 7 of gpt-x on gsm8k failed")
                        .put("severity", "warning")
                        .put("status", "acknowledged")
                        .put("acknowledged_by", "kim")
                        .put("timestamp", now));
    }

    private Page open(Browser browser) {
        var page = browser.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate("http://localhost:%d/".formatted(RestAssured.port));
        return page;
    }

    private static LaunchOptions launch() {
        return new LaunchOptions()
                .setExecutablePath(Path.of("/usr/bin/chromium"))
                .setArgs(SWITCHES);
    }

    private static void shoot(Page page, String name) {
        page.screenshot(
                new ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "screenshots", name + ".png")));
    }
}
