package io.llmlab.regression.finding;

import io.llmlab.regression.finding.Disposition.Kind;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a person said of a finding.
public record DispositionView(
        @Schema(description = "accepted: it is the new normal; false_alarm: nothing had changed")
        Kind kind,

        String by,
        @Nullable String reason,
        Instant at) {

    static @Nullable DispositionView of(@Nullable Disposition disposition) {
        return disposition == null
                ? null
                : new DispositionView(disposition.kind(), disposition.by(), disposition.reason(), disposition.at());
    }
}
