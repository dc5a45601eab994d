package io.llmlab.runner.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// The last lines of what a program wrote. Threads may read while one writes.
final class LogTail {

    private static final int LONGEST_LINE = 2000;

    private final int most;
    private final Deque<String> lines = new ArrayDeque<>();
    private long seen;

    LogTail(int most) {
        this.most = most;
    }

    /// @param omitted how many lines stood before them
    record Tail(List<String> lines, long omitted) {

        /// The last few, as one text.
        String last(int count) {
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        }
    }

    synchronized Tail tail() {
        return new Tail(List.copyOf(lines), seen - lines.size());
    }

    synchronized long seen() {
        return seen;
    }

    /// Reads to the end, in UTF-8. Line feeds and carriage returns end a line, since progress bars use these;
    /// what is longer than a line may be is cut off.
    ///
    /// @param also hears of each line
    void read(InputStream written, Consumer<String> also) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(written, StandardCharsets.UTF_8));
        var line = new StringBuilder();
        for (var next = reader.read(); next >= 0; next = reader.read()) {
            if (next == '\n' || next == '\r') {
                add(line, also);
            } else if (line.length() < LONGEST_LINE) {
                line.append((char) next);
            }
        }
        add(line, also);
    }

    /// A line of the service's own.
    void add(String line) {
        keep("[llm-lab-monitor] " + line.replace('\0', '\ufffd'));
    }

    private void add(StringBuilder written, Consumer<String> also) {
        if (written.isEmpty()) {
            return;
        }
        // A text of Postgres has no NUL.
        var line = written.toString().replace('\0', '\ufffd');
        written.setLength(0);
        keep(line);
        also.accept(line);
    }

    private synchronized void keep(String line) {
        lines.addLast(line);
        seen++;
        if (lines.size() > most) {
            lines.removeFirst();
        }
    }
}
