package io.llmlab.runner.command;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program under way, below a supervisor (`supervise.sh`) that ends it with all it started when [#stop()] is
/// called, and when this process dies, however it dies.
///
/// The supervisor is a fixed shell script; the program's own arguments are handed to it one by one and read by
/// no shell. A program whose child makes a session of its own (a daemon) gets rid of it.
final class ProgramProcess implements AutoCloseable {

    private static final Path SHELL = Path.of("/bin/sh");
    private static final Duration DRAIN = Duration.ofSeconds(1);
    private static final Duration LAST_WORD = Duration.ofSeconds(2);
    private static final String SCRIPT = script();

    private final Process process;
    private final Thread reading;
    private final Duration grace;

    private ProgramProcess(Process process, Thread reading, Duration grace) {
        this.process = process;
        this.reading = reading;
        this.grace = grace;
    }

    /// @param command the program's file and its arguments
    /// @param environment all that it sees
    /// @param folder where it works
    /// @param grace between TERM and KILL
    /// @throws IOException if it cannot be started
    static ProgramProcess start(
            List<String> command, Map<String, String> environment, Path folder, Duration grace, LogTail log)
            throws IOException {
        var builder = new ProcessBuilder(supervised(command, folder, grace))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        var name = Path.of(command.getFirst()).getFileName() + " " + process.pid();
        var reading = Thread.ofVirtual().name("log of " + name).start(() -> read(process, log, name));
        return new ProgramProcess(process, reading, grace);
    }

    /// The exit code, once what it wrote has been read; of a killed program 128 and the signal's number.
    CompletableFuture<Integer> exit() {
        return process.onExit().thenApplyAsync(this::drained, task -> Thread.startVirtualThread(task));
    }

    /// Asks it to end, and makes it end after the grace. Returns at once; does nothing where it has ended.
    void stop() {
        var family = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        close();
        CompletableFuture.delayedExecutor(grace.plus(LAST_WORD).toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> family.forEach(ProcessHandle::destroyForcibly));
    }

    /// Lets the supervisor go, which ends what the program left behind and removes its folder after the grace:
    /// so not before the results were read.
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            Log.debugf("The supervisor %d is gone already: %s", process.pid(), gone.getMessage());
        }
    }

    private int drained(Process ended) {
        try {
            // What it left behind may hold its output open.
            reading.join(DRAIN);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended.exitValue();
    }

    private static void read(Process process, LogTail log, String name) {
        try (var written = process.getInputStream()) {
            log.read(written, line -> Log.debugf("%s: %s", name, line));
        } catch (IOException closed) {
            Log.debugf("The output of %s ended: %s", name, closed.getMessage());
        }
    }

    private static List<String> supervised(List<String> command, Path folder, Duration grace) {
        var session = setsid();
        var supervised = new ArrayList<String>();
        session.ifPresent(file -> supervised.add(file.toString()));
        supervised.addAll(List.of(SHELL.toString(), "-c", SCRIPT, "llmlab-command"));
        supervised.add(session.isPresent() ? "session" : "jobs");
        supervised.add(Long.toString(Math.max(1, grace.toSeconds())));
        supervised.add(folder.toString());
        supervised.addAll(command);
        return supervised;
    }

    /// Of util-linux and of busybox; macOS has none, and there the shell's job control does.
    private static Optional<Path> setsid() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String script() {
        try (InputStream script = ProgramProcess.class.getResourceAsStream("/command/supervise.sh")) {
            if (script == null) {
                throw new IllegalStateException("supervise.sh is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
