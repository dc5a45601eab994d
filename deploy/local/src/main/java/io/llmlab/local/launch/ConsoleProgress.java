package io.llmlab.local.launch;

import java.time.Duration;
import java.util.Locale;

/// Prints each step with the time it took.
public final class ConsoleProgress implements Progress {

    @Override
    public synchronized void done(String step, Duration took) {
        System.out.printf(Locale.ROOT, "  %-52s %5.1f s%n", step, took.toMillis() / 1000.0);
    }
}
