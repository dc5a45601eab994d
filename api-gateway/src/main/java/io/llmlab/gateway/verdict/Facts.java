package io.llmlab.gateway.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// What the owners say of a run, as far as they were asked.
///
/// @param run as benchmark-runner-service has it
/// @param opinion what regression-service makes of it; empty where it was not asked, since the run has not ended well
record Facts(JsonNode run, Optional<Opinion> opinion) {

    /// What regression-service makes of a run.
    sealed interface Opinion {

        /// It could not be asked.
        record Away(String why) implements Opinion {}

        /// It has not seen the run yet.
        record NotYet() implements Opinion {}

        /// @param findings those that the run gave rise to, or that still held with it
        /// @param suspected how many changes wait for their repeats
        /// @param looks how each method sees each series of the run's kind now
        record Evaluated(List<JsonNode> findings, long suspected, List<JsonNode> looks) implements Opinion {}

        /// Beside another run; that one came first.
        record Compared(JsonNode comparison) implements Opinion {}

        /// It refuses to compare, and says why.
        record Incomparable(String why) implements Opinion {}
    }

    String status() {
        return run.path("status").asText();
    }

    boolean isEvidence() {
        return run.path("measurable").asBoolean(true) && run.path("excluded").isEmpty();
    }
}
