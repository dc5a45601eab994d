package io.llmlab.regression.finding;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.llmlab.platform.trust.Actor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A person judges a finding.
@RegisterForReflection
public record DispositionRequest(
        @Schema(defaultValue = "anonymous", maxLength = 200) @Nullable
        String by,

        @Schema(required = true, minLength = 1, maxLength = 1000) @Nullable
        String reason) {

    private static final int MAX_NAME = 200;
    private static final int MAX_REASON = 1000;

    /// Fails with every value that does not fit.
    DispositionRequest checked() {
        var errors = new ArrayList<FieldError>();
        if (by != null && !isText(by, MAX_NAME)) {
            errors.add(FieldError.inBody("/by", "must have 1 to 200 characters"));
        }
        if (reason == null || !isText(reason, MAX_REASON)) {
            errors.add(FieldError.inBody("/reason", "must have 1 to 1000 characters"));
        }
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
        return this;
    }

    Word word() {
        return new Word(requireNonNullElse(by, Actor.or(Audit.ANONYMOUS)), requireNonNull(reason));
    }

    private static boolean isText(String text, int most) {
        return !text.isBlank() && text.length() <= most;
    }
}
