package io.llmlab.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The README's first example is what the command says.
class ReadmeSampleTest {

    private static final Path SAMPLES = Path.of("../../../shared/samples/lm-eval-0.3-checkpoints");
    private static final String COMMAND = "./lab detect ";
    private static final String FENCE = "```";

    /// What the README shows in its fenced blocks.
    private static String[] blocks() throws IOException {
        var parts = Files.readString(Path.of("../../README.md")).split(FENCE + "\n");
        assertThat(parts).hasSizeGreaterThan(4);
        return parts;
    }

    private static String said(String command) {
        var out = new ByteArrayOutputStream();
        var words = Arrays.stream(command.strip().substring(COMMAND.length()).split(" "))
                .map(word -> word.endsWith("/") ? SAMPLES.resolve(word).toString() : word)
                .toList();
        var code = DetectMain.run(
                words,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        assertThat(code).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void showsWhatTheCommandPrints() throws IOException {
        assumeTrue(Files.isDirectory(SAMPLES), "there is no ../shared beside the project");
        var blocks = blocks();

        assertThat(blocks[1]).startsWith(COMMAND);
        assertThat(said(blocks[1])).contains(blocks[3]);
    }
}
