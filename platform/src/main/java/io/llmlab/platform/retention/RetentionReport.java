package io.llmlab.platform.retention;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a service keeps, for how long, and what is older than that.
public record RetentionReport(
        @Schema(description = "runner, regression, alert or gateway")
        String service,

        List<KindView> kinds) {}
