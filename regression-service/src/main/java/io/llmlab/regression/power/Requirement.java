package io.llmlab.regression.power;

import io.llmlab.regression.detect.power.Design;
import io.llmlab.regression.detect.power.Planning;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What one way to compare takes, and what it shows.
public record Requirement(
        @Schema(
                description = "Items that each run must ask to show the drop; null: no number of items is enough, none"
                        + " matters, or no drop was given")
        @Nullable
        Integer itemsNeeded,

        @Schema(
                description =
                        "New runs that must be taken together to show the drop with the given items; null: no number"
                                + " of runs is enough, or drop or items were not given")
        @Nullable
        Integer runsNeeded,

        @Schema(
                description =
                        "The smallest drop that the given items and runs show; null: none, or no items were given")
        @Nullable
        Double smallestDrop,

        @Schema(description = "Chance, 0 to 1, that the given items and runs show the drop; null: one was not given")
        @Nullable
        Double chance,

        @Schema(description = "The same in words") String summary) {

    /// Items are no matter where a run gives one number.
    private static final int ANY = 1;

    static Requirement of(Basis basis, Design design) {
        var planning = new Planning(design, basis.demand());
        var drop = basis.drop();
        var items = basis.ofShares() ? basis.items() : Integer.valueOf(ANY);
        var itemsNeeded = drop == null || !basis.ofShares() ? null : orNull(planning.items(drop, basis.runs()));
        var placed = drop == null ? null : Double.valueOf(basis.placed(drop));
        var runsNeeded = placed == null || items == null ? null : orNull(planning.runs(placed, items));
        var chance = placed == null || items == null
                ? null
                : Double.valueOf(design.chance(placed, items, basis.runs(), basis.demand()));
        var smallest = items == null ? null : smallest(basis, planning, items);
        var summary = new Summary(basis, itemsNeeded, runsNeeded, smallest).text();
        return new Requirement(itemsNeeded, runsNeeded, smallest, chance, summary);
    }

    private static @Nullable Double smallest(Basis basis, Planning planning, int items) {
        var placed = planning.smallestDrop(items, basis.runs());
        return placed.isEmpty() ? null : Double.valueOf(basis.told(placed.getAsDouble()));
    }

    private static @Nullable Integer orNull(OptionalInt number) {
        return number.isEmpty() ? null : Integer.valueOf(number.getAsInt());
    }
}
