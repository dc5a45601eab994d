package io.llmlab.gateway.admin;

import io.llmlab.platform.retention.RetentionReport;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What the suite keeps, for how long, and what is older than that.
record RetentionView(
        @Schema(description = "Whether anything was deleted now", examples = "false")
        boolean cleanedUp,

        List<RetentionReport> services,

        @Schema(description = "Services that did not answer, whose part is missing", examples = "[\"alert\"]")
        List<String> unavailable) {

    static RetentionView of(boolean cleanedUp, Gathered<RetentionReport> gathered) {
        return new RetentionView(cleanedUp, gathered.parts(), gathered.unavailable());
    }
}
