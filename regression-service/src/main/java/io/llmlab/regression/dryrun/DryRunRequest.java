package io.llmlab.regression.dryrun;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.llmlab.regression.config.ConfigRequest;
import io.llmlab.regression.series.Period;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Which settings to try on what.
@RegisterForReflection
public record DryRunRequest(
        @Schema(description = "1 to 50 configurations to try; null: those in force") @Nullable
        List<ConfigRequest> configs,

        @Schema(description = "Series of this model alone; null: of all models") @Nullable
        Long modelId,

        @Schema(description = "Series on this dataset alone; null: on all datasets") @Nullable
        String datasetName,

        @Schema(defaultValue = "90", minimum = "1", maximum = "365", description = "How far to look back") @Nullable
        Integer daysBack) {

    private static final int USUAL_DAYS = 90;
    private static final int MOST_DAYS = 365;
    private static final int MOST_CONFIGS = 50;

    DryRunRequest checked() {
        var errors = new ArrayList<FieldError>();
        if (daysBack != null && (daysBack < 1 || daysBack > MOST_DAYS)) {
            errors.add(FieldError.inBody("/days_back", "must be 1 to 365, not %d".formatted(daysBack)));
        }
        if (configs != null && (configs.isEmpty() || configs.size() > MOST_CONFIGS)) {
            errors.add(FieldError.inBody("/configs", "must have 1 to 50 entries, or be null for those in force"));
        }
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
        return this;
    }

    Period period() {
        return new Period(Objects.requireNonNullElse(daysBack, USUAL_DAYS));
    }
}
