package io.llmlab.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/// The dashboard in Debian's Chromium, as one person has it open. Closing it fails when the browser complained.
final class Dashboard implements AutoCloseable {

    private static final int PATIENCE_MS = 30_000;

    static final ContainsTextOptions PATIENTLY = new ContainsTextOptions().setTimeout(PATIENCE_MS);

    private static final List<String> SWITCHES = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final List<String> LEVELS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final List<Integer> WIDTHS = List.of(360, 1440);
    private static final int HEIGHT = 900;

    private final Playwright playwright;
    private final Browser browser;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    private Dashboard(Playwright playwright) {
        this.playwright = playwright;
        this.browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(SWITCHES));
        this.page = browser.newContext(new NewContextOptions()
                        .setTimezoneId("Europe/Berlin")
                        .setViewportSize(WIDTHS.getLast(), HEIGHT))
                .newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    static Dashboard open(String path) {
        var dashboard = closed();
        dashboard.go(path);
        return dashboard;
    }

    /// A browser that shows nothing yet, and the lab as it was when the first test began.
    static Dashboard closed() {
        RestAssured.given()
                .baseUri(ConfigProvider.getConfig().getValue("RUNNER_URL", String.class))
                .post("/begin")
                .then()
                .statusCode(200);
        return new Dashboard(Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
    }

    Page page() {
        return page;
    }

    void go(String path) {
        page.navigate("http://localhost:%d%s".formatted(RestAssured.port, path));
    }

    /// The browser logs requests that were refused; a test that has one refused says so.
    void expectComplaint(String part) {
        expected.add(part);
    }

    /// A part of the page as it is now, in `target/screenshots`.
    void keeps(Locator part, String name) {
        part.screenshot(new Locator.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    /// In both themes, at a phone's and a desk's width: nothing is wider than the screen, axe-core finds nothing, and
    /// the view is left in `target/screenshots`.
    void looks(String name) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (var width : WIDTHS) {
                page.setViewportSize(width, HEIGHT);
                var view = "%s-%d-%s".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT));
                page.screenshot(new ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "screenshots", view + ".png")));
                assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as("%s fits", view)
                        .isEqualTo(true);
                isAccessible(view);
            }
        }
    }

    private void isAccessible(String view) {
        var found = new AxeBuilder(page).withTags(LEVELS).analyze().getViolations();
        assertThat(found)
                .as(view)
                .extracting(violation -> "%s: %s".formatted(violation.getId(), violation.getNodes()))
                .isEmpty();
    }

    @Override
    public void close() {
        try (playwright) {
            browser.close();
        }
        assertThat(complaints)
                .filteredOn(complaint -> expected.stream().noneMatch(complaint::contains))
                .isEmpty();
    }
}
