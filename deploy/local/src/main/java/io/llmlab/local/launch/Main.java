package io.llmlab.local.launch;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What `./lab` hands over to: `up [-d]`, `down`, `status`, `train` (for `./lab build`).
public final class Main {

    // Libraries report to the terminal what only they care about.
    private static final Logger ROOT = Logger.getLogger("");

    private Main() {}

    public static void main(String[] arguments) {
        ROOT.setLevel(Level.SEVERE);
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            var settings = StackSettings.ofUser(StackSettings.findRoot());
            return switch (String.join(" ", arguments)) {
                case "up" -> new UpCommand(settings).run(false);
                case "up -d" -> new UpCommand(settings).run(true);
                case "down" -> new DownCommand(settings).run();
                case "train" -> new TrainCommand(settings.root()).run();
                case "status" -> new StatusCommand(settings).run();
                default ->
                    throw new LaunchException(
                            "\"%s\" is not understood; see ./lab help".formatted(String.join(" ", arguments)));
            };
        } catch (LaunchException | UncheckedIOException failure) {
            System.err.println(failure.getMessage());
            return 1;
        }
    }
}
