package io.llmlab.local.demo;

import java.time.Duration;
import java.util.Locale;

/// Tells the story on the terminal, each line with the seconds since its beginning.
final class Narrator {

    private final long begun = System.nanoTime();
    private int chapter;

    void chapter(String title) {
        chapter++;
        System.out.printf("%n%d. %s%n", chapter, title);
    }

    void say(String text, Object... values) {
        System.out.printf(Locale.ROOT, "   %6.1f s  %s%n", seconds(), text.formatted(values));
    }

    /// Something to copy and run.
    void show(String command) {
        System.out.println("             " + command);
    }

    private double seconds() {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
    }
}
