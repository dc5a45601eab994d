package io.llmlab.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.local.launch.ConsoleProgress;
import io.llmlab.local.launch.LaunchException;
import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Progress;
import io.llmlab.local.launch.StackLock;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.replay.ReplayServer;
import io.llmlab.local.server.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `./lab demo [--exit]`: a stack of its own in `.lab/demo`, the story, and where to look. Ctrl-C, or with `--exit` the
/// story's end, stops and removes it. The exit code is 0 if the alert came.
public final class DemoMain {

    // Libraries report to the terminal what only they care about.
    private static final Logger ROOT = Logger.getLogger("");

    private final Narrator narrator = new Narrator();
    private final Path folder;
    private final LocalStack stack;
    private final StackLock lock;

    /// @param lock held until this process ends: two demos would remove each other's stack
    private DemoMain(Path root, StackLock lock) throws IOException {
        this.lock = lock;
        this.folder = root.resolve(".lab/demo");
        var settings = StackSettings.isolated(root, folder, Map.of());
        // What a demo left behind that was killed.
        LocalStack.of(settings, Progress.SILENT).close();
        Folders.delete(folder);
        this.stack = LocalStack.of(settings, new ConsoleProgress());
    }

    public static void main(String[] arguments) {
        ROOT.setLevel(Level.SEVERE);
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            if (!arguments.isEmpty() && !arguments.equals(List.of("--exit"))) {
                throw new LaunchException("./lab demo takes --exit or nothing");
            }
            var root = StackSettings.findRoot();
            new DemoMain(root, StackLock.take(root.resolve(".lab/demo.lock"))).run(arguments.isEmpty());
            return 0;
        } catch (LaunchException | DemoException | UncheckedIOException failure) {
            System.err.println("The demo failed: " + failure.getMessage());
            return 1;
        } catch (IOException failure) {
            System.err.println("The demo failed: " + failure);
            return 1;
        }
    }

    private void run(boolean stays) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::removeAtEnd, "remove"));
        narrator.chapter("A stack of its own in %s; yours stays untouched".formatted(folder));
        stack.start();
        var recording = DemoData.recording();
        try (var replay = ReplayServer.start(recording);
                var onCall = new WebhookSink();
                var lab = new LabClient(stack.gatewayUrl())) {
            var alert = new Story(narrator, lab, replay, onCall, recording).tell();
            whereToLook(alert);
            if (stays) {
                awaitCtrlC();
            }
        }
    }

    private void whereToLook(JsonNode alert) {
        var url = stack.gatewayUrl();
        narrator.chapter("Where to look");
        narrator.show(url + "/                        the dashboard, live");
        narrator.show("%s/?alert=%s  the alert on it".formatted(url, alert.path("id")));
        narrator.show("curl '%s/metrics/history?model_id=%s&metric_type=accuracy&days=30'"
                .formatted(url, alert.path("model_id")));
        narrator.show("curl '%s/regression-detection/summary'".formatted(url));
        narrator.show(
                "curl -X PUT %s/alerts/%s -H 'Content-Type: application/json' \\".formatted(url, alert.path("id")));
        narrator.show("  -d '{\"status\": \"acknowledged\", \"acknowledged_by\": \"me\"}'");
    }

    private static void awaitCtrlC() {
        System.out.printf("%nIt stays until Ctrl-C, and is removed then.%n");
        try {
            Thread.currentThread().join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeAtEnd() {
        System.out.printf("%nStopping and removing the demo%n");
        try {
            remove();
            lock.close();
        } catch (IOException | RuntimeException failure) {
            System.err.println("The demo's stack was not removed from %s: %s".formatted(folder, failure));
        }
    }

    private void remove() throws IOException {
        stack.close();
        Folders.delete(folder);
    }
}
