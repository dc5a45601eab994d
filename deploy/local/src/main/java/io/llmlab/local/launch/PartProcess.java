package io.llmlab.local.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts a process that goes on without this one.
final class PartProcess {

    /// Ctrl-C in the terminal and its closing reach every process of the group; a part ends only when it is told to, in
    /// its turn.
    private static final List<String> DETACHED = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    /// The program that runs this process.
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private PartProcess() {}

    /// @param environment all of it; nothing is inherited
    static ProcessHandle start(List<String> command, Map<String, String> environment, Path folder, Path log)
            throws IOException {
        var detached = new ArrayList<>(DETACHED);
        detached.addAll(command);
        var builder = new ProcessBuilder(detached)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start().toHandle();
    }
}
