package io.llmlab.local.launch;

import io.llmlab.local.server.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/// `./lab build`, once all is built: starts the suite a first time, in a folder and at ports of its own, so that each
/// service's JVM records what a start needs.
final class TrainCommand {

    private final Path root;
    private final Path folder;

    TrainCommand(Path root) {
        this.root = root;
        this.folder = root.resolve(".lab/training");
    }

    int run() {
        try (var _ = StackLock.take(root.resolve(".lab/training.lock"))) {
            train();
        } catch (IOException failure) {
            throw new UncheckedIOException("No start-up caches were made", failure);
        }
        return 0;
    }

    private void train() throws IOException {
        var settings = StackSettings.isolated(root, folder, Map.of());
        // What one left behind that was killed.
        LocalStack.of(settings, Progress.SILENT).close();
        Folders.delete(folder);
        System.out.println("Making the start-up caches");
        try (var stack = LocalStack.training(settings, new ConsoleProgress())) {
            stack.start();
            for (var service : Service.values()) {
                stack.keepCache(service);
            }
        }
        Folders.delete(folder);
    }
}
