package io.llmlab.runner.run;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.trust.Actor;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// Why a run is no evidence, and who says so.
///
/// @param by a name; default anonymous
record ExclusionRequest(
        @NotBlank(message = "must say why the run is no evidence")
        @Size(max = LONGEST_REASON, message = "must have at most 2000 characters")
        String reason,

        @Nullable @Size(min = 1, max = 255, message = "must have 1 to 255 characters")
        String by) {

    static final int LONGEST_REASON = 2000;

    String byOrAnonymous() {
        return by == null ? Actor.or(Audit.ANONYMOUS) : by;
    }
}
