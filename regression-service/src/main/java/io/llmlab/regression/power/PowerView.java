package io.llmlab.regression.power;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What it takes to see a drop.
public record PowerView(
        Basis basis,

        @Schema(description = "The runs compared by their values alone")
        Requirement unpaired,

        @Schema(
                description = "Compared item by item, which takes the same items in each run; null: it is not known how"
                        + " many items two runs answer differently, or the metric has none")
        @Nullable
        Requirement paired) {

    static PowerView of(Basis basis) {
        return new PowerView(
                basis,
                Requirement.of(basis, basis.unpaired()),
                basis.paired().map(design -> Requirement.of(basis, design)).orElse(null));
    }
}
