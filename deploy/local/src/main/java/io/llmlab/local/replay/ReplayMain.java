package io.llmlab.local.replay;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Runs a replay server: `--recording FILE [--port N] [--seed N]`, until it is stopped.
public final class ReplayMain {

    private static final String USAGE = "Usage: ReplayMain --recording FILE [--port N (8100)] [--seed N (0)]";

    private static final Set<String> OPTIONS = Set.of("--recording", "--port", "--seed");

    private ReplayMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            var options = options(arguments);
            var recording = Recording.read(Path.of(options.getOrDefault("--recording", "")));
            var port = Integer.parseInt(options.getOrDefault("--port", "8100"));
            var seed = Long.parseLong(options.getOrDefault("--seed", "0"));
            var server = ReplayServer.start(recording, port, seed);
            System.out.printf(
                    "Replaying %d questions of %s at %s%n", recording.questions(), recording.systems(), server.url());
            Thread.currentThread().join();
        } catch (RuntimeException failure) {
            System.err.println(failure.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static Map<String, String> options(String[] arguments) {
        var options = new HashMap<String, String>();
        for (var index = 0; index < arguments.length; index += 2) {
            if (!OPTIONS.contains(arguments[index]) || index + 1 == arguments.length) {
                throw new IllegalArgumentException("%s is not understood".formatted(arguments[index]));
            }
            options.put(arguments[index], arguments[index + 1]);
        }
        if (!options.containsKey("--recording")) {
            throw new IllegalArgumentException("--recording is missing");
        }
        return options;
    }
}
