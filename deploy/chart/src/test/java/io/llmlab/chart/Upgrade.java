package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// From one rendering of a release to another: what Kubernetes refuses to change, and what would be lost. The rules are
/// those of the API server's validation of updates, which no simulated API has.
final class Upgrade {

    /// All else of a StatefulSet's `spec` is forbidden to change.
    private static final Set<String> OF_A_STATEFUL_SET = Set.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds");

    private final Map<String, Manifest> before;
    private final Map<String, Manifest> after;

    Upgrade(List<JsonNode> before, List<JsonNode> after) {
        this.before = byName(before);
        this.after = byName(after);
    }

    private static Map<String, Manifest> byName(List<JsonNode> documents) {
        return Manifest.of(documents)
                .collect(Collectors.toMap(manifest -> manifest.kind() + " " + manifest.name(), Function.identity()));
    }

    /// What Helm would delete: no longer rendered, and neither a hook nor to be kept.
    Set<String> deleted() {
        var deleted = new TreeSet<String>();
        before.forEach((name, manifest) -> {
            if (!after.containsKey(name) && hook(manifest).isEmpty() && !isKept(manifest)) {
                deleted.add(name);
            }
        });
        return deleted;
    }

    List<String> objections() {
        var objections = new ArrayList<String>();
        before.forEach((name, old) -> {
            var now = after.get(name);
            if (now != null) {
                refused(old, now).forEach(field -> objections.add("%s may not change %s".formatted(name, field)));
                if (isKept(old) && !keys(now).containsAll(keys(old))) {
                    objections.add("%s loses entries".formatted(name));
                }
            } else if (isKept(old) || old.kind().equals("StatefulSet")) {
                objections.add("%s is no longer there".formatted(name));
            }
        });
        after.forEach((name, now) -> {
            if (Set.of("Job", "Pod").contains(now.kind()) && !isMadeAnew(now)) {
                objections.add("%s is no hook that is made anew".formatted(name));
            }
        });
        return objections;
    }

    private static List<String> refused(Manifest old, Manifest now) {
        return switch (old.kind()) {
            case "Deployment" -> differing(old, now, Set.of("selector"));
            case "StatefulSet" -> {
                var fields = new HashSet<>(fields(old));
                fields.addAll(fields(now));
                fields.removeAll(OF_A_STATEFUL_SET);
                yield differing(old, now, fields);
            }
            // A headless Service cannot get an address, nor the other way about.
            case "Service" -> differing(old, now, Set.of("clusterIP", "ipFamilies"));
            case "Secret" -> old.tree().path("type").equals(now.tree().path("type")) ? List.of() : List.of("type");
            default -> List.of();
        };
    }

    private static List<String> differing(Manifest old, Manifest now, Set<String> fields) {
        return fields.stream()
                .filter(field -> !old.tree()
                        .path("spec")
                        .path(field)
                        .equals(now.tree().path("spec").path(field)))
                .map(field -> "spec." + field)
                .sorted()
                .toList();
    }

    private static Set<String> fields(Manifest manifest) {
        return Manifest.strings(manifest.tree().path("spec")).keySet();
    }

    private static Set<String> keys(Manifest manifest) {
        return Manifest.strings(manifest.tree().path("data")).keySet();
    }

    private static boolean isKept(Manifest manifest) {
        return annotation(manifest, "helm.sh/resource-policy").equals("keep")
                || manifest.kind().equals("PersistentVolumeClaim");
    }

    private static boolean isMadeAnew(Manifest manifest) {
        return !hook(manifest).isEmpty()
                && annotation(manifest, "helm.sh/hook-delete-policy").contains("before-hook-creation");
    }

    private static String hook(Manifest manifest) {
        return annotation(manifest, Chart.HOOK);
    }

    private static String annotation(Manifest manifest, String name) {
        return manifest.tree().path("metadata").path("annotations").path(name).asText("");
    }
}
