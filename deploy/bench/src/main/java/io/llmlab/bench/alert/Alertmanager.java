package io.llmlab.bench.alert;

import io.llmlab.bench.report.ProcessorTime;
import io.llmlab.local.server.Ports;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Prometheus' Alertmanager (Debian's `prometheus-alertmanager`) as a process of its own, told by its HTTP API.
/// Each alert is a group of its own that does not wait, so that the webhook is called once per alert here too.
final class Alertmanager implements Contender, AutoCloseable {

    private static final String PROGRAM = "prometheus-alertmanager";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int OK = 200;

    /// What Prometheus sends at most at once.
    private static final int BATCH = 64;

    private static final int BATCHES_AT_ONCE = 8;

    private static final String CONFIG = """
            route:
              receiver: hook
              group_by: ['...']
              group_wait: 0s
              group_interval: 1h
              repeat_interval: 24h
            receivers:
              - name: hook
                webhook_configs:
                  - url: %s
                    send_resolved: false
            """;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final URI url;

    private Alertmanager(Process process, int port) {
        this.process = process;
        this.url = URI.create("http://127.0.0.1:%d/".formatted(port));
    }

    /// Where it is installed, if it is.
    static Optional<Path> find() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Starts it and waits until it is ready.
    ///
    /// @param folder for its settings, data and log
    static Alertmanager start(Path program, Path folder, String webhook) throws IOException {
        Files.createDirectories(folder);
        var config = Files.writeString(folder.resolve("alertmanager.yml"), CONFIG.formatted(webhook));
        var port = Ports.free();
        var process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        // Empty: alone, no cluster.
                        "--cluster.listen-address=",
                        "--log.level=error")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        var started = new Alertmanager(process, port);
        try {
            started.awaitReady(folder.resolve("log"));
        } catch (IOException failure) {
            started.close();
            throw failure;
        }
        return started;
    }

    @Override
    public String name() {
        return "Alertmanager";
    }

    @Override
    public void tell(int item) {
        var _ = post(item, 1);
    }

    @Override
    public void tellAll(int first, int count) throws IOException {
        var underWay = new ArrayList<CompletableFuture<Integer>>();
        for (var done = 0; done < count; done += BATCH) {
            underWay.add(post(first + done, Math.min(BATCH, count - done)));
            if (underWay.size() == BATCHES_AT_ONCE) {
                requireTaken(underWay.removeFirst());
            }
        }
        for (var batch : underWay) {
            requireTaken(batch);
        }
    }

    @Override
    public ProcessorTime processorTime() {
        return ProcessorTime.ofOne(process.pid());
    }

    private CompletableFuture<Integer> post(int first, int count) {
        var body = IntStream.range(first, first + count)
                .mapToObj(Alertmanager::alert)
                .collect(Collectors.joining(",", "[", "]"));
        var request = HttpRequest.newBuilder(url.resolve("api/v2/alerts"))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.discarding()).thenApply(answer -> answer.statusCode());
    }

    private static String alert(int item) {
        return """
                {"labels": {"alertname": "AccuracyRegression", "model": "bench", "dataset": "%s",
                            "metric": "overall_accuracy", "severity": "critical"},
                 "annotations": {"summary": "overall_accuracy fell from 0.563 to 0.217 (-61.5 %%, p = 0.0007)"}}""".formatted(HookReceiver.nameOf(item));
    }

    private static void requireTaken(CompletableFuture<Integer> batch) throws IOException {
        try {
            var status = batch.join();
            if (status != OK) {
                throw new IOException("Alertmanager answered alerts with %d".formatted(status));
            }
        } catch (CompletionException failure) {
            throw new IOException("Alertmanager took no alerts", failure.getCause());
        }
    }

    private void awaitReady(Path log) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("Alertmanager did not start: " + Files.readString(log));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private boolean isReady() throws IOException {
        try {
            var request = HttpRequest.newBuilder(url.resolve("-/ready"))
                    .timeout(PATIENCE)
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (ConnectException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                var _ = process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            var _ = process.destroyForcibly();
        }
        http.close();
    }
}
