package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Debian's Chromium at the dashboard of the running stack. Closing it fails when the browser complained.
final class Browsing implements AutoCloseable {

    private static final int PATIENCE_MS = 30_000;
    private static final List<String> SWITCHES =
            List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync");
    private static final List<String> LEVELS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final List<Integer> WIDTHS = List.of(360, 1440);
    private static final int HEIGHT = 900;

    private final String url;
    private final Playwright playwright;
    private final Browser browser;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    Browsing(String url) {
        this.url = url;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(SWITCHES));
        page = browser.newContext(new NewContextOptions().setViewportSize(WIDTHS.getLast(), HEIGHT))
                .newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    Page page() {
        return page;
    }

    void open(String path) {
        page.navigate(url + path);
    }

    /// In both themes, at a phone's and a desk's width: nothing is wider than the screen, and the view is left in
    /// `target/screenshots`; at the desk axe-core finds nothing.
    void looks(String name) {
        for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (var width : WIDTHS) {
                page.setViewportSize(width, HEIGHT);
                var view = "dashboard-%s-%d-%s"
                        .formatted(name, width, scheme.name().toLowerCase(Locale.ROOT));
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "screenshots", view + ".png")));
                assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as("%s fits", view)
                        .isEqualTo(true);
            }
            assertThat(new AxeBuilder(page).withTags(LEVELS).analyze().getViolations())
                    .as("%s in %s", name, scheme)
                    .extracting(violation -> "%s: %s".formatted(violation.getId(), violation.getNodes()))
                    .isEmpty();
        }
    }

    @Override
    public void close() {
        try (playwright) {
            browser.close();
        }
        assertThat(complaints).isEmpty();
    }
}
