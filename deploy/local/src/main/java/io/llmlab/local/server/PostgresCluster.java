package io.llmlab.local.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A Postgres 18 whose processes outlive this one, and whose data survive every kind of end.
///
/// Unlike [Postgres], which belongs to a test, it syncs to disk, asks for a password, and goes on without its launcher.
public final class PostgresCluster {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

    private final Path folder;
    private final Path log;
    private final int port;
    private final String password;

    /// @param folder holds the programs and the data
    /// @param password of the owner, `postgres`
    public PostgresCluster(Path folder, Path log, int port, String password) {
        this.folder = folder;
        this.log = log;
        this.port = port;
        this.password = password;
    }

    /// The owner's URL in the form of `DATABASE_URL`.
    public String ownerUrl() {
        return "postgresql://postgres:%s@127.0.0.1:%d/postgres".formatted(password, port);
    }

    /// Starts the server, makes its data folder before where there is none, and waits until it takes connections. One
    /// that was killed recovers.
    public ProcessHandle start() throws IOException {
        Files.createDirectories(folder);
        var programs = PostgresBinaries.in(folder.resolve("programs"));
        if (!Files.exists(data())) {
            initialise(programs);
        }
        var running = running();
        if (running.isPresent()) {
            return running.get();
        }
        forgetAStrangersPid();
        startServer(programs);
        return running().orElseThrow(() -> new IOException("Postgres ended at once; see " + log));
    }

    /// Ends the server after its open transactions were rolled back; does nothing where none runs.
    public void stop() throws IOException {
        if (running().isEmpty()) {
            return;
        }
        var programs = PostgresBinaries.in(folder.resolve("programs"));
        try {
            run(programs.command("pg_ctl", "stop", "-D", data().toString(), "-m", "fast", "-w", "-t", seconds()));
        } catch (IOException failure) {
            if (running().isPresent()) {
                throw failure;
            }
        }
    }

    /// The server's process, if this folder's server runs.
    public Optional<ProcessHandle> running() throws IOException {
        return recordedProcess().filter(PostgresCluster::isPostgres).filter(this::startedAsRecorded);
    }

    private void initialise(PostgresBinaries programs) throws IOException {
        var unfinished = folder.resolve("data.part");
        Folders.delete(unfinished);
        var passwordFile = Files.writeString(folder.resolve("password.part"), password);
        try {
            run(programs.command(
                    "initdb",
                    "--pgdata=" + unfinished,
                    "--username=postgres",
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8"));
        } finally {
            Files.delete(passwordFile);
        }
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void startServer(PostgresBinaries programs) throws IOException {
        var options =
                "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200".formatted(port)
                        + " -c shared_buffers=128MB -c max_wal_size=2GB -c timezone=UTC -c log_timezone=UTC"
                        + " -c log_checkpoints=off -c log_line_prefix='%m [%p] '";
        run(programs.command(
                "pg_ctl",
                "start",
                "-D",
                data().toString(),
                "-l",
                log.toString(),
                "-o",
                options,
                "-w",
                "-t",
                seconds()));
    }

    /// A pid that now belongs to another program (after a reboot) would keep Postgres from starting. A dead one is its
    /// own business: it checks that no child is left behind.
    private void forgetAStrangersPid() throws IOException {
        if (recordedProcess().isPresent()) {
            Files.deleteIfExists(pidFile());
        }
    }

    private Optional<ProcessHandle> recordedProcess() throws IOException {
        var lines = pidLines();
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ProcessHandle::isAlive);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(program -> program.endsWith("/postgres"))
                .orElse(true);
    }

    private boolean startedAsRecorded(ProcessHandle process) {
        try {
            var recorded =
                    Instant.ofEpochSecond(Long.parseLong(pidLines().get(2).strip()));
            var started = process.info().startInstant().orElse(Instant.MAX);
            return Duration.between(started, recorded).abs().compareTo(CLOCK_TOLERANCE) < 0;
        } catch (IOException | RuntimeException incomplete) {
            return false;
        }
    }

    private List<String> pidLines() throws IOException {
        return Files.exists(pidFile()) ? Files.readAllLines(pidFile()) : List.of();
    }

    private void run(List<String> command) throws IOException {
        var output = Files.createTempFile(folder, "output", ".part");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds() + 10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("Postgres' %s failed: %s"
                        .formatted(
                                Path.of(program(command)).getFileName(),
                                Files.readString(output, StandardCharsets.UTF_8).strip()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while Postgres was at work", interrupted);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static String program(List<String> command) {
        return command.stream()
                .filter(word -> word.contains("/bin/"))
                .findFirst()
                .orElse(command.getFirst());
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    private static String seconds() {
        return Long.toString(PATIENCE.toSeconds());
    }
}
