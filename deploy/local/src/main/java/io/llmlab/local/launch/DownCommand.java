package io.llmlab.local.launch;

/// `./lab down`: stops what runs, the services first. The data stays.
final class DownCommand {

    private final StackSettings settings;

    DownCommand(StackSettings settings) {
        this.settings = settings;
    }

    int run() {
        try (var _ = StackLock.take(settings.lockFile());
                var stack = LocalStack.of(settings, new ConsoleProgress())) {
            System.out.println(stack.running().isEmpty() ? "Nothing runs." : "Stopping");
        }
        return 0;
    }
}
