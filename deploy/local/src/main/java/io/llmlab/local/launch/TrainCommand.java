package io.llmlab.local.launch;

import io.llmlab.local.server.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `./lab build`, once all is built: starts the suite a first time, in a folder and at ports of its own, so that each
/// service's JVM records what a start needs.
final class TrainCommand {

    private static final Duration SHORT_WHILE = Duration.ofMillis(200);

    private final Path root;
    private final Path folder;
    private final CountDownLatch ended = new CountDownLatch(1);

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
        var stack = LocalStack.training(settings, new ConsoleProgress());
        // From the first process on, Ctrl-C leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> abandon(stack), "stop"));
        try (stack) {
            stack.start();
            for (var service : Service.values()) {
                stack.keepCache(service);
            }
        } finally {
            ended.countDown();
        }
        Folders.delete(folder);
    }

    /// Ends what runs, again and again until the training has given up. Services are killed: told to end, they would
    /// write what they recorded first, which takes a while and is of no use any more.
    private void abandon(LocalStack stack) {
        while (!hasEnded()) {
            Stream.of(Service.values()).map(Service::id).forEach(stack::kill);
            stack.close();
        }
    }

    private boolean hasEnded() {
        try {
            return ended.await(SHORT_WHILE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
