package io.llmlab.bench.gateway;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The overview in a browser that has never seen it: Debian's Chromium, with an empty cache each time.
final class FirstView {

    private static final List<Path> CHROMIUM =
            List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
    private static final List<String> SWITCHES =
            List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking");

    /// The first of them start the browser's own processes.
    private static final int WARM_UP = 3;

    private static final int TIMES = 20;

    /// Notes when the first cell of the matrix is there and the page has nothing else to do, so that a click is
    /// answered.
    private static final String WATCH = """
            window.usable = new Promise((tell) => {
                const look = () => document.querySelector(".matrix td a")
                    ? requestAnimationFrame(() => setTimeout(() => tell(performance.now())))
                    : requestAnimationFrame(look);
                requestAnimationFrame(look);
            });""";

    private FirstView() {}

    static Optional<Path> browser() {
        return CHROMIUM.stream().filter(Files::isExecutable).findFirst();
    }

    /// @return milliseconds from the navigation until the matrix can be used, each time, in order of size
    static List<Double> measure(Path chromium, String url) {
        try (var playwright =
                        Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = playwright
                        .chromium()
                        .launch(new LaunchOptions().setExecutablePath(chromium).setArgs(SWITCHES))) {
            return IntStream.range(0, WARM_UP + TIMES)
                    .mapToObj(_ -> usableAfter(browser, url))
                    .skip(WARM_UP)
                    .sorted()
                    .toList();
        }
    }

    private static double usableAfter(Browser browser, String url) {
        try (var context = browser.newContext()) {
            var page = context.newPage();
            page.addInitScript(WATCH);
            page.navigate(url);
            return ((Number) page.evaluate("window.usable")).doubleValue();
        }
    }
}
