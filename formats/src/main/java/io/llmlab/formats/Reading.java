package io.llmlab.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// What was read. Closing it removes what was unpacked of archives: read the samples before.
///
/// @param batches one a results file, never empty
/// @param rejected files that hold no results or broken ones; the others were read all the same
/// @param warnings what a person should know of the batches as a whole, one sentence each
/// @param unpacked removed at the end
public record Reading(List<ParsedBatch> batches, List<Rejected> rejected, List<String> warnings, AutoCloseable unpacked)
        implements AutoCloseable {

    /// @param reason a sentence: why, and what is accepted
    public record Rejected(String file, String reason) {}

    @Override
    public void close() {
        try {
            unpacked.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
