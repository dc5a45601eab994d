package io.llmlab.local.launch;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// `./lab up`: starts what does not run, and stays until Ctrl-C unless told to leave it in the background.
final class UpCommand {

    private static final Duration SHORT_WHILE = Duration.ofMillis(200);

    private final StackSettings settings;
    private final CountDownLatch started = new CountDownLatch(1);
    private final AtomicBoolean stopping = new AtomicBoolean();

    UpCommand(StackSettings settings) {
        this.settings = settings;
    }

    int run(boolean detached) {
        var stack = LocalStack.of(settings, new ConsoleProgress());
        if (stack.missing().isEmpty()) {
            System.out.printf(
                    "It runs already: %s%n./lab status shows its parts, ./lab down stops it.%n", stack.gatewayUrl());
            return 0;
        }
        start(stack, detached);
        if (!detached) {
            watch(stack);
        }
        return 0;
    }

    private void start(LocalStack stack, boolean detached) {
        System.out.println("Starting");
        var begun = System.nanoTime();
        // From the first process on, Ctrl-C leaves nothing behind.
        var cleanUp = new Thread(() -> stop(stack), "stop");
        Runtime.getRuntime().addShutdownHook(cleanUp);
        try (var _ = StackLock.take(settings.lockFile())) {
            stack.start();
        } catch (RuntimeException failure) {
            if (stopping.get()) {
                throw new LaunchException("Stopped in the middle of the start", failure);
            }
            Runtime.getRuntime().removeShutdownHook(cleanUp);
            throw failure;
        } finally {
            started.countDown();
        }
        if (detached) {
            Runtime.getRuntime().removeShutdownHook(cleanUp);
        }
        tell(stack, Duration.ofNanos(System.nanoTime() - begun), detached);
    }

    private static void tell(LocalStack stack, Duration took, boolean detached) {
        System.out.printf(
                Locale.ROOT,
                """
                Ready after %.1f s.

                  Dashboard   %s/
                  API         %s/docs
                  First run   README.md, "A first run in five minutes"
                  Logs        ./lab logs

                %s
                """,
                took.toMillis() / 1000.0,
                stack.gatewayUrl(),
                stack.gatewayUrl(),
                detached ? "It goes on in the background: ./lab status, ./lab down." : "Ctrl-C stops it.");
    }

    /// Ends what runs. In the middle of a start, again and again until the start has given up.
    private void stop(LocalStack stack) {
        stopping.set(true);
        if (!hasStarted()) {
            while (!hasStarted()) {
                stack.close();
            }
            return;
        }
        try (var _ = StackLock.take(settings.lockFile())) {
            System.out.printf("%nStopping%n");
            stack.close();
        } catch (LaunchException stoppedElsewhere) {
            System.out.println(stoppedElsewhere.getMessage());
        }
    }

    private boolean hasStarted() {
        try {
            return started.await(SHORT_WHILE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Says when a part ends that nobody stopped; returns when all have ended (by a ./lab down elsewhere).
    private void watch(LocalStack stack) {
        var ends = stack.parts().stream()
                .flatMap(part ->
                        stack
                                .process(part)
                                .map(process -> process.onExit().thenRunAsync(() -> ended(stack, part)))
                                .stream())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends).join();
    }

    private synchronized void ended(LocalStack stack, String part) {
        try (var _ = StackLock.take(settings.lockFile())) {
            if (stack.noted(part).isPresent()) {
                System.out.printf(
                        "%s has ended by itself; see %s. ./lab up in another terminal starts it again.%n",
                        part, stack.log(part));
            }
        } catch (LaunchException isBeingStopped) {
            // A ./lab down is at work, or Ctrl-C: no news.
        }
    }
}
