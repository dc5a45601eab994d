package io.llmlab.local.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits until a part is ready, and says what its log says where it ends before.
final class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final int LINES = 25;

    private final StackFolder folder;

    Readiness(StackFolder folder) {
        this.folder = folder;
    }

    /// Until something listens on the port of the loopback interface.
    void awaitPort(Part part, int port) throws IOException {
        await(part, () -> listens(port));
    }

    /// Until the part's health URL answers 200.
    void awaitHealth(Part part) throws IOException {
        try (var http = HttpClient.newBuilder().connectTimeout(PROBE).build()) {
            await(part, () -> isReady(http, part));
        }
    }

    /// Whether the part says now that it is ready.
    static boolean isReady(HttpClient http, Part part) {
        try {
            var probe = HttpRequest.newBuilder(URI.create(part.healthUrl()))
                    .timeout(PROBE)
                    .build();
            return http.send(probe, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void await(Part part, BooleanSupplier ready) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ready.getAsBoolean()) {
            if (part.process().isEmpty()) {
                throw failure(part, "ended while it started");
            }
            if (System.nanoTime() > deadline) {
                throw failure(part, "was not ready within %d seconds".formatted(PATIENCE.toSeconds()));
            }
            pause();
        }
    }

    private LaunchException failure(Part part, String what) throws IOException {
        return new LaunchException("%s %s. The end of %s:%n    %s"
                .formatted(
                        part.name(),
                        what,
                        folder.log(part.name()),
                        String.join("\n    ", folder.lastLines(part.name(), LINES))));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while the stack started", interrupted);
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PROBE.toMillis());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
