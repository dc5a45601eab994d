package io.llmlab.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTailTest {

    private final LogTail log = new LogTail(3);
    private final ArrayList<String> heard = new ArrayList<>();

    @Test
    void keepsTheLastLinesAndCountsTheOthers() throws IOException {
        read("1\n2\n\n3\r4\r\n5");

        assertThat(log.tail()).isEqualTo(new LogTail.Tail(List.of("3", "4", "5"), 2));
        assertThat(log.tail().last(2)).isEqualTo("4\n5");
        assertThat(heard).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void cutsALineThatNeverEnds() throws IOException {
        read("x".repeat(1_000_000) + "\nend");

        assertThat(log.tail().lines()).containsExactly("x".repeat(2000), "end");
    }

    @Test
    void keepsWhatADatabaseCanKeep() throws IOException {
        read("a\0b\n");

        assertThat(log.tail().lines()).containsExactly("a\ufffdb");
    }

    private void read(String written) throws IOException {
        log.read(new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)), heard::add);
    }
}
