package io.llmlab.regression.cause;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A part of a run's circumstances that is not the same in the last good run and in the first bad one.
///
/// @param part for example `run_config.temperature`, `fingerprint.prompt`, `dataset_version`, `labels.commit`
/// @param before null: it was not there
/// @param after null: it is no longer there
/// @param pointsTo model, dataset or harness; null: a label, which may mean anything
@Schema(name = "Change")
public record Change(
        String part,
        @Nullable String before,
        @Nullable String after,
        @Nullable Suspect pointsTo) {

    private static final int MOST = 50;

    /// Where something was read from, and how quickly: no reason for another score.
    private static final Set<String> NO_REASON = Set.of(
            "run_config.import_file",
            "run_config.import_format",
            "run_config.import_time_from",
            "run_config.timeout",
            "run_config.seed");

    private static final List<String> OF_MODEL = List.of(
            "model_resolved", "resolved_model", "system_fingerprint", "snapshot", "model_revision", "model_sha");
    private static final List<String> OF_DATASET = List.of("dataset", "items", "sample_size", "stratif", "selection");

    /// What differs, by name; at most fifty.
    static List<Change> between(Map<String, String> good, Map<String, String> bad) {
        var names = new TreeSet<>(good.keySet());
        names.addAll(bad.keySet());
        return names.stream()
                .filter(name -> !NO_REASON.contains(name) && !Objects.equals(good.get(name), bad.get(name)))
                .map(name -> new Change(name, good.get(name), bad.get(name), pointsTo(name)))
                .limit(MOST)
                .toList();
    }

    private static @Nullable Suspect pointsTo(String part) {
        var name = part.toLowerCase(Locale.ROOT);
        if (name.startsWith("labels.")) {
            return null;
        }
        if (OF_MODEL.stream().anyMatch(name::contains)) {
            return Suspect.MODEL;
        }
        return OF_DATASET.stream().anyMatch(name::contains) ? Suspect.DATASET : Suspect.HARNESS;
    }

    /// `run_config.temperature (0 -> 1)`.
    String inWords() {
        return "%s (%s -> %s)".formatted(part, before == null ? "none" : before, after == null ? "none" : after);
    }
}
