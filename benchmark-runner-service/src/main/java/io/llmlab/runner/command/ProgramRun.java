package io.llmlab.runner.command;

import io.llmlab.runner.command.CommandConfig.Program;
import io.llmlab.runner.execute.Assignment;
import io.llmlab.runner.execute.RunFailure;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One run's program with its folder, from its start to the removal of all traces.
final class ProgramRun {

    private final Assignment taken;
    private final Programs programs;
    private final CommandConfig config;
    private final LogTail log;
    private @Nullable WorkFolder folder;
    private @Nullable ProgramProcess process;
    private boolean over;

    ProgramRun(Assignment taken, Programs programs, CommandConfig config) {
        this.taken = taken;
        this.programs = programs;
        this.config = config;
        this.log = new LogTail(config.logLines());
    }

    LogTail log() {
        return log;
    }

    /// Once it has been started.
    WorkFolder folder() {
        if (folder == null) {
            throw new IllegalStateException("The program was not started yet");
        }
        return folder;
    }

    /// Starts the program; it blocks for a moment.
    ///
    /// @return its exit code, once it has ended
    /// @throws RunFailure if it cannot be started
    synchronized CompletableFuture<Integer> start() {
        if (over) {
            throw new IllegalStateException("The run was over before its program was started");
        }
        var program = programs.require(taken.config().program());
        try {
            var made = WorkFolder.make(config.workFolder(), taken.run().id());
            folder = made;
            var started = ProgramProcess.start(
                    command(program, made), environment(program, made), made.path(), config.killGrace(), log);
            process = started;
            return started.exit();
        } catch (IOException failure) {
            throw new RunFailure("Program %s could not be started: %s"
                    .formatted(taken.config().program(), failure.getMessage()));
        }
    }

    /// Ends the program where it has not ended, and removes its folder. Returns at once.
    void end() {
        Thread.ofVirtual().name("end of run " + taken.run().id()).start(this::tidy);
    }

    private synchronized void tidy() {
        over = true;
        var made = folder;
        var started = process;
        if (started == null) {
            if (made != null) {
                made.close();
            }
            return;
        }
        started.stop();
        if (made != null) {
            var _ = started.exit().thenRun(made::close);
        }
    }

    private List<String> command(Program program, WorkFolder made) {
        var endpoint = taken.endpoint();
        return programs.command(
                program,
                Map.of(
                        "model", taken.model().name(),
                        "remote_name", endpoint.remoteName(),
                        "base_url", endpoint.baseUrl() == null ? "" : endpoint.baseUrl(),
                        "dataset", taken.run().datasetName(),
                        "output", made.path().toString(),
                        "run_id", Long.toString(taken.run().id())),
                taken.config().arguments());
    }

    private static Map<String, String> environment(Program program, WorkFolder made) {
        var environment = new HashMap<String, String>();
        environment.put("HOME", made.path().toString());
        environment.put("TMPDIR", made.path().toString());
        for (var name : program.environment()) {
            var value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.putAll(program.variables());
        return environment;
    }
}
