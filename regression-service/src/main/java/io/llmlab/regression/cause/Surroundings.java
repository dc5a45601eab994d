package io.llmlab.regression.cause;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What moved with a finding, and what changed: all that the suspicion rests on.
///
/// @param otherModels on the same dataset
/// @param otherDatasets of the same model
/// @param sameProvider other models of the provider, by model and dataset
/// @param otherProviders models of other providers, by model and dataset
/// @param provider of the model
/// @param changed between the last good run and the first bad one
record Surroundings(
        Peers otherModels,
        Peers otherDatasets,
        Peers sameProvider,
        Peers otherProviders,
        String provider,
        List<Change> changed) {

    /// Names that stand for many endpoints, not for one company.
    private static final Set<String> NO_ONE_PROVIDER = Set.of("custom", "local", "unknown");

    Verdict verdict() {
        if (isOneProvider() && sameProvider.mostMoved() && otherProviders.mostStayed() && !otherDatasets.mostStayed()) {
            return new Verdict(
                    Suspect.PROVIDER,
                    "%s other series of provider %s got worse at the same time, and only %s of other providers"
                            .formatted(sameProvider.share(), provider, otherProviders.share()));
        }
        if (otherModels.isNobody()) {
            return aloneOnItsDataset();
        }
        return otherModels.mostMoved() ? withTheOthers() : unlikeTheOthers();
    }

    private Verdict unlikeTheOthers() {
        var others = "%s other models on this dataset got worse at the same time".formatted(otherModels.share());
        if (otherModels.moved() == 0) {
            others = "none of %d other models on this dataset got worse at the same time"
                    .formatted(otherModels.comparable());
        }
        var said = others;
        return changes(Suspect.HARNESS)
                .map(changes -> new Verdict(
                        Suspect.HARNESS, "%s, but this one was measured in another way: %s".formatted(said, changes)))
                .orElseGet(() -> new Verdict(Suspect.MODEL, said + ofDatasets() + ofChangedModel()));
    }

    private Verdict withTheOthers() {
        var others = "%s other models on this dataset got worse at the same time".formatted(otherModels.share());
        if (otherDatasets.mostMoved()) {
            return everywhere(others + ofDatasets());
        }
        if (otherDatasets.mostStayed()) {
            return new Verdict(Suspect.DATASET, others + ofDatasets());
        }
        return changes(Suspect.DATASET)
                .map(changes -> new Verdict(Suspect.DATASET, "%s, and it changed: %s".formatted(others, changes)))
                .or(() -> changes(Suspect.HARNESS)
                        .map(changes -> new Verdict(
                                Suspect.HARNESS,
                                "%s, and the way of measuring changed: %s".formatted(others, changes))))
                .orElseGet(() -> new Verdict(
                        Suspect.UNKNOWN,
                        others + "; no other dataset of this model was measured meanwhile, so it may be the dataset or"
                                + " the harness"));
    }

    private Verdict everywhere(String said) {
        if (isOneProvider() && !otherProviders.mostMoved()) {
            return new Verdict(
                    Suspect.PROVIDER,
                    said + "; nothing of other providers was measured meanwhile, so it may be the harness as well");
        }
        return new Verdict(
                Suspect.HARNESS, said + ": what they have in common is the way, or the machine, they are measured by");
    }

    private Verdict aloneOnItsDataset() {
        var alone = "no other model was measured on this dataset meanwhile";
        if (otherDatasets.mostMoved()) {
            if (sameProvider.mostStayed() || otherProviders.mostStayed()) {
                return new Verdict(Suspect.MODEL, "other models elsewhere did not get worse" + ofDatasets());
            }
            return sameProvider.isNobody() && otherProviders.isNobody()
                    ? byChanges(alone + ofDatasets())
                    : everywhere("other models elsewhere got worse at the same time" + ofDatasets());
        }
        return byChanges(alone + ofDatasets());
    }

    private Verdict byChanges(String said) {
        for (var suspect : List.of(Suspect.MODEL, Suspect.DATASET, Suspect.HARNESS)) {
            var changes = changes(suspect);
            if (changes.isPresent()) {
                return new Verdict(suspect, "%s; with the first bad run changed: %s".formatted(said, changes.get()));
            }
        }
        return new Verdict(Suspect.UNKNOWN, said + ", and nothing that is told of the runs changed");
    }

    private String ofDatasets() {
        return otherDatasets.isNobody()
                ? ""
                : "; of this model's other datasets %s got worse too".formatted(otherDatasets.share());
    }

    private String ofChangedModel() {
        return changes(Suspect.MODEL).map("; it changed: %s"::formatted).orElse("");
    }

    private boolean isOneProvider() {
        return !NO_ONE_PROVIDER.contains(provider);
    }

    private Optional<String> changes(Suspect suspect) {
        var named = changed.stream()
                .filter(change -> change.pointsTo() == suspect)
                .map(Change::inWords)
                .collect(Collectors.joining(", "));
        return named.isEmpty() ? Optional.empty() : Optional.of(named);
    }
}
