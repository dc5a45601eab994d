package io.llmlab.e2e;

import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Service;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.replay.Latency;
import io.llmlab.local.replay.Recording;
import io.llmlab.local.replay.ReplayServer;
import io.llmlab.local.server.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The running stack that all tests of this module share: real processes from the jars that the build just made, with
/// a folder and ports of their own.
final class Suite implements AutoCloseable {

    /// Long enough that the machine's own noise is no regression of latency.
    private static final double LATENCY_MS = 120;

    private final Path root;
    private final LocalStack stack;

    private Suite(Path root, LocalStack stack) {
        this.root = root;
        this.stack = stack;
    }

    static Suite start() throws IOException {
        var root = StackSettings.findRoot();
        var folder = root.resolve("deploy/e2e/target/stack");
        // What an earlier run left was kept until now for whoever looks into its logs.
        Folders.delete(folder);
        return new Suite(root, LocalStack.start(settings(root, folder, Map.of("HEARTBEAT_INTERVAL", "5s"))));
    }

    /// Of a stack apart from all others, of the build that is tested.
    ///
    /// @param more what it is told
    static StackSettings settings(Path root, Path folder, Map<String, String> more) {
        var all = new HashMap<>(more);
        all.put(StackSettings.SERVICE_BUILD, build());
        return StackSettings.isolated(root, folder, all);
    }

    /// `SERVICE_BUILD=native` tests the executables of `./mvnw package -Dnative`.
    private static String build() {
        return System.getenv().getOrDefault(StackSettings.SERVICE_BUILD, "jvm");
    }

    /// The project's folder.
    Path root() {
        return root;
    }

    String url() {
        return stack.gatewayUrl();
    }

    Lab lab() {
        return new Lab(url());
    }

    /// A simulated model server at which the model answers as the exam's good system does.
    static ReplayServer replay(Exam exam, String model) {
        var replay = ReplayServer.start(Recording.read(exam.recording()));
        replay.change(model, behaviour -> behaviour.answeringAs(exam.good()).taking(Latency.fixed(LATENCY_MS)));
        return replay;
    }

    /// Ends a service as a power cut would.
    void kill(Service service) {
        stack.kill(service.id());
    }

    /// Starts a service that was killed, and waits until it is ready.
    void restart(Service service) {
        stack.start(service);
    }

    /// Where its Postgres keeps programs and data.
    Path postgres() {
        return root.resolve("deploy/e2e/target/stack/postgres");
    }

    /// A service's `DATABASE_URL`.
    URI databaseUrl(Service service) {
        return URI.create(stack.databaseUrl(service));
    }

    @Override
    public void close() {
        stack.close();
    }
}
