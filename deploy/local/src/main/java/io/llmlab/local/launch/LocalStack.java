package io.llmlab.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The whole stack on one machine: Postgres, Kafka and the four services, each a process of its own that outlives the
/// one that started it. What is known about a stack is in its folder, so any later process can look at it or stop it.
public final class LocalStack implements AutoCloseable {

    /// The names of all parts, in the order of their start.
    static final List<String> PARTS = Stream.concat(
                    Stream.of(Servers.POSTGRES, Servers.KAFKA),
                    Stream.of(Service.values()).map(Service::id))
            .toList();

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /// A JVM that recorded writes its cache when it ends: some twenty seconds of work.
    private static final Duration RECORDING_PATIENCE = Duration.ofMinutes(5);

    private final StackSettings settings;
    private final StackFolder folder;
    private final Servers servers;
    private final ServiceProcesses services;
    private final Progress progress;
    private final StartCache cache;

    private LocalStack(StackSettings settings, Progress progress, StartCache cache) throws IOException {
        this.settings = settings;
        this.folder = new StackFolder(settings.folder());
        this.servers = new Servers(settings, folder);
        this.services = new ServiceProcesses(settings, folder, servers, cache);
        this.progress = progress;
        this.cache = cache;
    }

    /// The stack of a folder, running or not.
    public static LocalStack of(StackSettings settings, Progress progress) {
        return of(settings, progress, StartCache.USED);
    }

    /// One whose services record what a start needs; [#keepCache] ends a service and keeps it.
    static LocalStack training(StackSettings settings, Progress progress) {
        return of(settings, progress, StartCache.RECORDED);
    }

    private static LocalStack of(StackSettings settings, Progress progress, StartCache cache) {
        try {
            return new LocalStack(settings, progress, cache);
        } catch (IOException failure) {
            throw new UncheckedIOException("The folder %s cannot be used".formatted(settings.folder()), failure);
        }
    }

    /// Starts what does not run yet and waits until all is ready. What was started is stopped again if a part fails.
    ///
    /// @throws LaunchException if a port is taken, a service is not built, or a part does not become ready
    public static LocalStack start(StackSettings settings, Progress progress) {
        var stack = of(settings, progress);
        stack.start();
        return stack;
    }

    public static LocalStack start(StackSettings settings) {
        return start(settings, Progress.SILENT);
    }

    /// `http://host:port`, without a slash at the end.
    public String gatewayUrl() {
        return services.urlOf(Service.GATEWAY);
    }

    /// `http://host:port` of a service itself, without a slash at the end.
    public String urlOf(Service service) {
        return services.urlOf(service);
    }

    /// The service's own `DATABASE_URL`.
    public String databaseUrl(Service service) {
        try {
            return servers.databaseUrl(service);
        } catch (IOException failure) {
            throw new UncheckedIOException("The password of %s cannot be read".formatted(service.id()), failure);
        }
    }

    public String bootstrapServers() {
        return servers.bootstrapServers();
    }

    /// Where the process's log is; `part` is `postgres`, `kafka` or the id of a service.
    public Path log(String part) {
        return folder.log(part);
    }

    /// The process id of a part that runs.
    public Optional<Long> pid(String part) {
        return process(part).map(ProcessHandle::pid);
    }

    /// Ends a part as a power cut would (SIGKILL), and waits until it is gone.
    public void kill(String part) {
        process(part).ifPresent(process -> {
            var _ = process.destroyForcibly();
            awaitEnd(part, process);
        });
    }

    /// Starts a service again that was killed, and waits until it is ready.
    public void start(Service service) {
        step(service.id() + " is ready at " + services.urlOf(service), () -> services.start(service));
    }

    /// Ends a service of a [#training] stack, and puts what it recorded beside its build.
    void keepCache(Service service) {
        stop(service.id());
        step(service.id() + " will start from its cache", () -> services.keepCache(service));
    }

    /// As [#start(StackSettings, Progress)], for a stack at hand.
    public void start() {
        start(EnumSet.allOf(Service.class));
    }

    /// The same with some of the services only.
    public void start(Set<Service> wanted) {
        var before = missing().stream()
                .filter(part -> isServer(part) || wanted.contains(Service.valueOf(part.toUpperCase(Locale.ROOT))))
                .toList();
        services.requireBuilt(wanted.stream()
                .filter(service -> before.contains(service.id()))
                .sorted()
                .toList());
        new PortCheck(settings).requireFreePorts(before);
        try {
            together(Stream.of(
                    () -> startIfMissing(Servers.POSTGRES, servers::startPostgres),
                    () -> startIfMissing(Servers.KAFKA, servers::startKafka)));
            together(wanted.stream().map(service -> () -> startOrAwait(service)));
        } catch (RuntimeException failure) {
            before.reversed().forEach(part -> stopAfter(failure, part));
            throw failure;
        }
    }

    /// Ends all parts: the services first, so that they finish what they do, then Kafka, then Postgres; these also
    /// where a service did not end by itself.
    @Override
    public void close() {
        try {
            together(Stream.of(Service.values()).map(service -> () -> stop(service.id())));
        } catch (RuntimeException failure) {
            stopAfter(failure, Servers.KAFKA);
            stopAfter(failure, Servers.POSTGRES);
            throw failure;
        }
        stop(Servers.KAFKA);
        stop(Servers.POSTGRES);
    }

    private void stopAfter(RuntimeException failure, String part) {
        try {
            stop(part);
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
        }
    }

    /// The names of the parts that this stack runs itself, in the order of their start.
    List<String> parts() {
        return PARTS.stream()
                .filter(part ->
                        !part.equals(Servers.POSTGRES) || settings.databaseUrl().isEmpty())
                .filter(part -> !part.equals(Servers.KAFKA)
                        || settings.bootstrapServers().isEmpty())
                .toList();
    }

    List<String> missing() {
        return parts().stream().filter(part -> process(part).isEmpty()).toList();
    }

    List<String> running() {
        return PARTS.stream().filter(part -> process(part).isPresent()).toList();
    }

    /// What was noted at a part's last start; nothing once it was stopped.
    Optional<Part> noted(String part) {
        try {
            return folder.noted(part);
        } catch (IOException failure) {
            throw new UncheckedIOException("The note of %s cannot be read".formatted(part), failure);
        }
    }

    Optional<ProcessHandle> process(String part) {
        return noted(part).flatMap(Part::process);
    }

    /// One that ran on while the servers came back is waited for.
    private void startOrAwait(Service service) {
        if (process(service.id()).isEmpty()) {
            start(service);
        } else {
            step(service.id() + " is ready again", () -> services.await(service));
        }
    }

    private void startIfMissing(String part, Step start) {
        if (process(part).isEmpty()) {
            step(part + (parts().contains(part) ? " is ready" : " elsewhere is prepared"), start);
        }
    }

    private void stop(String part) {
        var process = process(part);
        if (process.isPresent()) {
            step(part + " has stopped", () -> {
                if (part.equals(Servers.POSTGRES)) {
                    servers.stopPostgres();
                } else {
                    var _ = process.get().destroy();
                }
                awaitEnd(part, process.get());
            });
        }
        forget(part);
    }

    private void forget(String part) {
        try {
            folder.forget(part);
        } catch (IOException failure) {
            throw new UncheckedIOException("The note of %s cannot be deleted".formatted(part), failure);
        }
    }

    private static boolean isServer(String part) {
        return part.equals(Servers.POSTGRES) || part.equals(Servers.KAFKA);
    }

    private void awaitEnd(String part, ProcessHandle process) {
        var patience = cache == StartCache.RECORDED ? RECORDING_PATIENCE : PATIENCE;
        try {
            process.onExit().orTimeout(patience.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException tooLong) {
            var _ = process.destroyForcibly();
            throw new LaunchException("%s (process %d) did not end within %d seconds and was killed"
                    .formatted(part, process.pid(), patience.toSeconds()));
        }
    }

    private void step(String what, Step step) {
        var begun = System.nanoTime();
        try {
            step.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        progress.done(what, Duration.ofNanos(System.nanoTime() - begun));
    }

    /// Runs all at the same time; the first failure is thrown when all have ended.
    private static void together(Stream<Runnable> tasks) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    tasks.map(task -> CompletableFuture.runAsync(task, threads)).toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(running).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
