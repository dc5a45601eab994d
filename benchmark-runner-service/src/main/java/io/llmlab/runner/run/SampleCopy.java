package io.llmlab.runner.run;

import io.llmlab.runner.event.ItemScores;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Streams the samples of one run into the table with Postgres' COPY, in text format, and adds them up on the way.
/// In memory are one buffer and what [SampleTally] and [ItemScores] keep.
final class SampleCopy implements Consumer<SampleRow> {

    private static final String COPY = """
            copy sample (run_id, run_at, position, sample_id, item_key, prompt, answer, target, score, parsed,
                latency_ms, input_tokens, output_tokens, cost, error, cluster) from stdin""";

    private static final int BUFFER = 1 << 16;
    private static final char REPLACEMENT = '\uFFFD';

    private final CopyIn copy;
    private final String key;
    private final StringBuilder rows = new StringBuilder(2 * BUFFER);
    private final SampleTally tally = new SampleTally();
    private final ItemScores.Collector items = new ItemScores.Collector();

    /// The database refused while samples were read.
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final SQLException reason;

        Refused(SQLException reason) {
            super(reason);
            this.reason = reason;
        }

        SQLException reason() {
            return reason;
        }
    }

    private SampleCopy(CopyIn copy, String key) {
        this.copy = copy;
        this.key = key;
    }

    /// Reads all samples into the table, within the connection's transaction.
    static SampleCopy of(Connection connection, long runId, Instant runAt, IncomingRun.Samples samples)
            throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        var target = new SampleCopy(copy, runId + "\t" + runAt);
        try {
            samples.forEach(target);
            target.flush();
            copy.endCopy();
            return target;
        } catch (Refused refused) {
            throw refused.reason();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    SampleTally tally() {
        return tally;
    }

    ItemScores items() {
        return items.items();
    }

    @Override
    public void accept(SampleRow sample) {
        tally.add(sample);
        items.add(sample.itemKey(), sample.score(), sample.cluster());
        rows.append(key);
        field(sample.position());
        text(sample.sampleId());
        field(sample.itemKey());
        text(sample.prompt());
        text(sample.answer());
        text(sample.target());
        field(sample.score());
        field(sample.parsed());
        field(sample.latencyMs());
        field(sample.inputTokens());
        field(sample.outputTokens());
        field(sample.cost());
        text(sample.error());
        text(sample.cluster());
        rows.append('\n');
        if (rows.length() >= BUFFER) {
            flush();
        }
    }

    private void field(@Nullable Object value) {
        rows.append('\t');
        if (value == null) {
            rows.append("\\N");
        } else {
            rows.append(value);
        }
    }

    /// Postgres manual, COPY, text format: what has a meaning of its own gets a backslash.
    private void text(@Nullable String value) {
        if (value == null) {
            field(null);
            return;
        }
        rows.append('\t');
        for (var index = 0; index < value.length(); index++) {
            var character = value.charAt(index);
            switch (character) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                // Postgres keeps no such character in a text.
                case '\0' -> rows.append(REPLACEMENT);
                default -> rows.append(character);
            }
        }
    }

    private void flush() {
        var bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        rows.setLength(0);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException refused) {
            throw new Refused(refused);
        }
    }
}
