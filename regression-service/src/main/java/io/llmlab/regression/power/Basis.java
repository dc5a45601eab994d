package io.llmlab.regression.power;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.llmlab.platform.problem.FieldError;
import io.llmlab.regression.detect.power.Demand;
import io.llmlab.regression.detect.power.Design;
import io.llmlab.regression.detect.power.PairedShares;
import io.llmlab.regression.detect.power.UnpairedShares;
import io.llmlab.regression.detect.power.Values;
import io.llmlab.regression.detect.scale.Family;
import java.util.ArrayList;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an answer of the calculator rests on: what was given, what a stored series says, and what is usual.
public record Basis(
        Family metric,

        @Schema(description = "given, or series: what was not given is taken from the stored one")
        String source,

        @Schema(description = "null: not needed") @Nullable Double baseline,

        boolean higherIsBetter,

        @Schema(
                description =
                        "A difference of shares, a fraction for positive numbers, else in the metric's unit; null:"
                                + " not asked for")
        @Nullable
        Double drop,

        @Schema(description = "Items of each run; null: not given, or not known to matter") @Nullable
        Integer items,

        @Schema(description = "New runs taken together") int runs,

        @Schema(description = "Runs before that they are compared with")
        int baselineRuns,

        double alpha,
        int sides,
        double power,

        @Schema(
                description = "Standard deviation from run to run: of shares beyond what their items make, of positive"
                        + " numbers on the scale of the natural logarithm")
        double betweenRunSpread,

        @Schema(
                description =
                        "The same where runs are compared item by item: what was given, or what the runs of the series"
                                + " show beyond the chance of their items; else 0")
        double pairedSpread,

        @Schema(description = "Share of the items that two runs without a change answer differently; null: not known")
        @Nullable
        Double discordance) {

    private static final double USUAL_ALPHA = .001;
    private static final double USUAL_POWER = .8;
    private static final int USUAL_BASELINE_RUNS = 20;

    static Basis given(PowerQuery query) {
        var family = requireNonNullElse(query.metric, Family.PROPORTION);
        var errors = new ArrayList<FieldError>();
        PowerQuery.check(
                errors,
                family != Family.PROPORTION || query.baseline != null,
                "baseline",
                "is required: the share before, above 0 and below 1");
        PowerQuery.check(
                errors,
                family == Family.PROPORTION || query.betweenRunSpread != null,
                "between_run_spread",
                "is required for a metric that is no proportion: its standard deviation from run to run");
        PowerQuery.failWith(errors);
        return of(query, family, "given", query.baseline, requireNonNullElse(query.higherIsBetter, true), null)
                .checked();
    }

    static Basis of(PowerQuery query, History history) {
        var baseline = requireNonNullElse(query.baseline, history.baseline());
        var isFall = requireNonNullElse(query.higherIsBetter, history.isFall());
        return of(query, history.family(), "series", baseline, isFall, history).checked();
    }

    private static Basis of(
            PowerQuery query,
            Family family,
            String source,
            @Nullable Double baseline,
            boolean isFall,
            @Nullable History history) {
        var isShare = family == Family.PROPORTION;
        var items = query.items == null && history != null ? history.items() : query.items;
        var discordance = query.discordance == null && history != null ? history.discordance() : query.discordance;
        return new Basis(
                family,
                source,
                baseline,
                isFall,
                query.drop,
                isShare ? items : null,
                requireNonNullElse(query.runs, 1),
                requireNonNullElse(query.baselineRuns, history == null ? USUAL_BASELINE_RUNS : history.runs()),
                requireNonNullElse(query.alpha, USUAL_ALPHA),
                requireNonNullElse(query.sides, 1),
                requireNonNullElse(query.power, USUAL_POWER),
                spread(query, baseline, history),
                requireNonNullElse(query.betweenRunSpread, history == null ? 0.0 : history.pairedSpread()),
                isShare ? discordance : null);
    }

    private static double spread(PowerQuery query, @Nullable Double baseline, @Nullable History history) {
        if (query.betweenRunSpread != null) {
            return query.betweenRunSpread;
        }
        return history == null ? ShareSpread.usual(requireNonNull(baseline)) : history.spread();
    }

    private Basis checked() {
        var errors = new ArrayList<FieldError>();
        if (ofShares()) {
            checkShares(errors);
        } else {
            PowerQuery.check(errors, betweenRunSpread > 0, "between_run_spread", "must be above 0");
            PowerQuery.check(errors, baselineRuns > 1, "baseline_runs", "must be 2 or more: one run shows no spread");
            PowerQuery.check(
                    errors,
                    drop == null || metric != Family.POSITIVE || !higherIsBetter || drop < 1,
                    "drop",
                    "must be below 1: a positive number falls by less than all of itself");
        }
        PowerQuery.failWith(errors);
        return this;
    }

    private void checkShares(ArrayList<FieldError> errors) {
        var share = requireNonNull(baseline);
        var fits = share > 0 && share < 1;
        PowerQuery.check(errors, fits, "baseline", "must be above 0 and below 1");
        PowerQuery.check(
                errors,
                !fits || drop == null || drop <= room(),
                "drop",
                "must be at most %s: a share of %s %s no further"
                        .formatted(room(), share, higherIsBetter ? "falls" : "rises"));
        PowerQuery.check(
                errors,
                drop != null || items != null,
                "drop",
                "or items is required: what to see, or what there is to see it with");
        PowerQuery.check(
                errors,
                drop == null || discordance == null || drop + discordance <= 1,
                "discordance",
                "must be at most 1 - drop");
        PowerQuery.check(errors, betweenRunSpread < 1, "between_run_spread", "must be 0 to below 1");
    }

    boolean ofShares() {
        return metric == Family.PROPORTION;
    }

    Demand demand() {
        return new Demand(alpha, sides == 2, power);
    }

    /// By the runs' values.
    Design unpaired() {
        return ofShares()
                ? new UnpairedShares(requireNonNull(baseline), higherIsBetter, betweenRunSpread, baselineRuns)
                : new Values(betweenRunSpread, baselineRuns);
    }

    /// Item by item; absent where nothing is known of the items.
    Optional<Design> paired() {
        return Optional.ofNullable(discordance)
                .map(differing -> new PairedShares(room(), differing, pairedSpread, baselineRuns));
    }

    /// A drop as designs count it: positive numbers change by factors.
    double placed(double size) {
        if (metric != Family.POSITIVE) {
            return size;
        }
        return higherIsBetter ? -Math.log1p(-size) : Math.log1p(size);
    }

    /// The drop of what designs count.
    double told(double placed) {
        if (metric != Family.POSITIVE) {
            return placed;
        }
        return higherIsBetter ? -Math.expm1(-placed) : Math.expm1(placed);
    }

    private double room() {
        var share = requireNonNull(baseline);
        return higherIsBetter ? share : 1 - share;
    }
}
