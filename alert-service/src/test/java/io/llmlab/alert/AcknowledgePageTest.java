package io.llmlab.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.llmlab.alert.Lab.model;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.llmlab.alert.Lab.Metric;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The page behind a message's link, in Debian's Chromium, as wide as a telephone. Screenshots are left in
/// `target/screenshots`.
@QuarkusTest
@Tag("full")
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class AcknowledgePageTest {

    private static final List<String> SWITCHES = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final int TELEPHONE = 390;
    private static final int FINGER = 44;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void isUsedWithAThumb() {
        try (var receiver = new WebhookReceiver();
                var playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = playwright.chromium().launch(launch())) {
            var alert = new Lab(bootstrapServers)
                    .tell("thumb", "webhook", Map.of("url", receiver.url()), model(), Metric.accuracy(0.5625, 0.2168));
            assertThat(Lab.status(alert, "thumb")).isEqualTo("sent");
            var link = JsonPath.from(receiver.calls().getFirst().body()).getString("data.acknowledge_link");
            var page = open(browser, link.replace("https://lab.example.org", "http://localhost:" + RestAssured.port));

            assertThat(page.locator("h1")).hasText("Acknowledge this alert?");
            looks(page, "asks");
            fits(page);
            assertThat(height(page.locator("button"))).isGreaterThanOrEqualTo(FINGER);
            assertThat(height(page.locator("input"))).isGreaterThanOrEqualTo(FINGER);
            page.locator("input").fill("Ada");
            var request = page.waitForRequest(
                    sent -> sent.method().equals("POST"),
                    () -> page.locator("button").click());

            assertThat(page.locator("h1")).hasText("Acknowledged");
            looks(page, "done");
            assertThat(page.locator("button")).hasCount(0);
            assertThat(given().get("/alerts/" + alert).jsonPath().getString("acknowledged_by"))
                    .isEqualTo("Ada");
            // The gateway's guard rests on what a browser says where a page sends no referrer.
            assertThat(request.allHeaders())
                    .containsEntry("origin", "null")
                    .containsEntry("sec-fetch-site", "same-origin")
                    .doesNotContainKey("referer");
        }
        assertThat(complaints).isEmpty();
    }

    private static LaunchOptions launch() {
        return new LaunchOptions()
                .setExecutablePath(Path.of("/usr/bin/chromium"))
                .setArgs(SWITCHES);
    }

    private Page open(Browser browser, String url) {
        var page = browser.newContext(
                        new NewContextOptions().setViewportSize(TELEPHONE, 844).setDeviceScaleFactor(2))
                .newPage();
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        page.navigate(url);
        return page;
    }

    private static void looks(Page page, String name) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.screenshot(new ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target/screenshots/acknowledge-%s-%s.png".formatted(name, scheme))));
        }
    }

    private static void fits(Page page) {
        var width = (Number) page.evaluate("document.documentElement.scrollWidth");
        assertThat(width.intValue()).isLessThanOrEqualTo(TELEPHONE);
    }

    private static double height(Locator locator) {
        return locator.boundingBox().height;
    }
}
