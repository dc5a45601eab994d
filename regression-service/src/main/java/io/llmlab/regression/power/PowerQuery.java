package io.llmlab.regression.power;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.llmlab.regression.detect.power.Planning;
import io.llmlab.regression.detect.scale.Family;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// What is asked of the calculator; use it as a `@BeanParam`. What is left out is taken from the series that is named,
/// or has its usual value.
public class PowerQuery {

    private static final double MOST_ALPHA = .5;
    private static final double LEAST_POWER = .5;
    private static final double MOST_POWER = .9999;

    @QueryParam("model_id")
    @Parameter(description = "With dataset_name, metric_type and metric_name: a stored series to plan for")
    @Nullable
    Long modelId;

    @QueryParam("dataset_name")
    @Nullable
    String datasetName;

    @QueryParam("metric_type")
    @Nullable
    String metricType;

    @QueryParam("metric_name")
    @Nullable
    String metricName;

    @QueryParam("metric")
    @Parameter(
            description =
                    "proportion (usual): a share of items; positive: latency, cost, changes are factors; real: any"
                            + " number. Not with a stored series, which says so itself")
    @Nullable
    Family metric;

    @QueryParam("baseline")
    @Parameter(description = "proportion: the share before, above 0 and below 1")
    @Nullable
    Double baseline;

    @QueryParam("higher_is_better")
    @Parameter(description = "false: a rise is the harm. Usually true")
    @Nullable
    Boolean higherIsBetter;

    @QueryParam("drop")
    @Parameter(
            description = "Size of the change for the worse: a difference of shares (.02 is two points), a fraction of"
                    + " the baseline for positive numbers, in the metric's unit for real ones")
    @Nullable
    Double drop;

    @QueryParam("items")
    @Parameter(description = "proportion: items that each run asks, 1 to 10,000,000")
    @Nullable
    Integer items;

    @QueryParam("runs")
    @Parameter(description = "New runs that are taken together, 1 to 10,000; usually 1")
    @Nullable
    Integer runs;

    @QueryParam("baseline_runs")
    @Parameter(description = "Runs before that they are compared with, 1 to 10,000; usually 20")
    @Nullable
    Integer baselineRuns;

    @QueryParam("alpha")
    @Parameter(
            description =
                    "Error allowed where nothing changed, above 0 and at most 0.5; usually 0.001, as one look of auto")
    @Nullable
    Double alpha;

    @QueryParam("sides")
    @Parameter(description = "1: the harm alone (usual); 2: either way, as a comparison of two runs")
    @Nullable
    Integer sides;

    @QueryParam("power")
    @Parameter(description = "Chance with which the drop is to be seen, 0.5 to 0.9999; usually 0.8")
    @Nullable
    Double power;

    @QueryParam("between_run_spread")
    @Parameter(
            description =
                    "Standard deviation from run to run. proportion: beyond what the items make, in shares (usually"
                            + " .1 * baseline * (1 - baseline), and 0 item by item); positive: as a fraction; real: in the metric's unit")
    @Nullable
    Double betweenRunSpread;

    @QueryParam("discordance")
    @Parameter(
            description = "proportion: share of the items that two runs without a change answer differently, 0 to below"
                    + " 1; without it nothing is said about pairs")
    @Nullable
    Double discordance;

    boolean namesASeries() {
        return seriesNames().anyMatch(Objects::nonNull);
    }

    /// Fails with every value that no series could make fit.
    PowerQuery checked() {
        var errors = new ArrayList<FieldError>();
        check(errors, !namesASeries() || seriesNames().allMatch(Objects::nonNull), "model_id", """
                names a series together with dataset_name, metric_type and metric_name: give all four or none""");
        check(errors, !namesASeries() || metric == null, "metric", "belongs to no series: a stored one says it itself");
        check(errors, drop == null || (drop > 0 && Double.isFinite(drop)), "drop", "must be above 0");
        check(errors, isIn(items, Planning.MOST_ITEMS), "items", "must be 1 to 10000000");
        check(errors, isIn(runs, Planning.MOST_RUNS), "runs", "must be 1 to 10000");
        check(errors, isIn(baselineRuns, Planning.MOST_RUNS), "baseline_runs", "must be 1 to 10000");
        check(errors, alpha == null || (alpha > 0 && alpha <= MOST_ALPHA), "alpha", "must be above 0 and at most 0.5");
        check(errors, isIn(sides, 2), "sides", "must be 1 or 2");
        check(errors, power == null || (power >= LEAST_POWER && power <= MOST_POWER), "power", "must be 0.5 to 0.9999");
        check(
                errors,
                betweenRunSpread == null || (betweenRunSpread >= 0 && Double.isFinite(betweenRunSpread)),
                "between_run_spread",
                "must be 0 or more");
        check(
                errors,
                discordance == null || (discordance >= 0 && discordance < 1),
                "discordance",
                "must be 0 to below 1");
        failWith(errors);
        return this;
    }

    static void check(List<FieldError> errors, boolean fits, String parameter, String allowed) {
        if (!fits) {
            errors.add(FieldError.inParameter(parameter, allowed));
        }
    }

    static void failWith(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
    }

    private Stream<@Nullable Object> seriesNames() {
        return Stream.of(modelId, datasetName, metricType, metricName);
    }

    private static boolean isIn(@Nullable Integer value, int most) {
        return value == null || (value >= 1 && value <= most);
    }
}
