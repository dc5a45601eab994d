package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Prometheus' own tool (Debian's package `prometheus`); where it is missing, a test that asks for it is skipped.
final class Promtool {

    private static final Path TOOL = Path.of("/usr/bin/promtool");

    private Promtool() {}

    /// What it says of files in a folder; fails where it objects.
    static String run(Path folder, String... words) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(TOOL), "promtool is missing: apt-get install prometheus");
        var command = new ArrayList<>(List.of(TOOL.toString()));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
