package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Secrets, ConfigMaps, accounts and volumes that pods name.
final class References {

    private References() {}

    /// Those that neither the rendering holds nor the values name as existing ones; and, of a hook that runs before an
    /// install, those that are not hooks themselves.
    static List<String> missing(JsonNode values, List<JsonNode> documents) {
        var missing = new ArrayList<String>();
        var brought = new HashSet<String>();
        texts(values, brought);
        Manifest.of(documents).filter(Manifest::hasPods).forEach(manifest -> {
            var early = hook(manifest.tree()).contains("pre-install");
            var there = Manifest.of(documents)
                    .filter(other -> !early || hook(other.tree()).contains("pre-install"))
                    .flatMap(other -> keys(other).stream())
                    .collect(Collectors.toSet());
            named(manifest).stream()
                    .filter(reference -> !there.contains(reference) && !brought.contains(name(reference)))
                    .forEach(reference -> missing.add(manifest.name() + " needs " + reference));
            missing.addAll(volumes(manifest));
        });
        return missing;
    }

    private static String hook(JsonNode tree) {
        return tree.path("metadata").path("annotations").path(Chart.HOOK).asText();
    }

    /// `Secret/name` and, for each of its entries, `Secret/name/key`.
    private static Set<String> keys(Manifest manifest) {
        var keys = new HashSet<String>();
        var name = manifest.kind() + "/" + manifest.name();
        keys.add(name);
        manifest.tree().path("data").fieldNames().forEachRemaining(key -> keys.add(name + "/" + key));
        return keys;
    }

    private static String name(String reference) {
        return reference.split("/")[1];
    }

    private static List<String> named(Manifest manifest) {
        var named = new ArrayList<String>();
        var pod = manifest.pod();
        if (pod.has("serviceAccountName")) {
            named.add("ServiceAccount/" + pod.path("serviceAccountName").asText());
        }
        for (var container : manifest.containers()) {
            container.path("env").forEach(variable -> {
                var secret = variable.path("valueFrom").path("secretKeyRef");
                if (!secret.isMissingNode() && !secret.path("optional").asBoolean(false)) {
                    named.add("Secret/%s/%s"
                            .formatted(
                                    secret.path("name").asText(),
                                    secret.path("key").asText()));
                }
            });
            container
                    .path("envFrom")
                    .forEach(source -> named.add(
                            "Secret/" + source.path("secretRef").path("name").asText()));
        }
        pod.path("volumes").forEach(volume -> {
            if (volume.has("configMap")) {
                named.add("ConfigMap/" + volume.path("configMap").path("name").asText());
            }
            if (volume.has("secret")) {
                named.add("Secret/" + volume.path("secret").path("secretName").asText());
            }
        });
        return named;
    }

    /// Mounts without a volume, and volumes that nothing mounts.
    private static List<String> volumes(Manifest manifest) {
        var volumes = new HashSet<String>();
        manifest.pod()
                .path("volumes")
                .forEach(volume -> volumes.add(volume.path("name").asText()));
        manifest.tree()
                .path("spec")
                .path("volumeClaimTemplates")
                .forEach(
                        claim -> volumes.add(claim.path("metadata").path("name").asText()));
        var mounted = new HashSet<String>();
        manifest.containers()
                .forEach(container -> container
                        .path("volumeMounts")
                        .forEach(mount -> mounted.add(mount.path("name").asText())));
        return volumes.equals(mounted)
                ? List.of()
                : List.of("%s has volumes %s and mounts %s".formatted(manifest.name(), volumes, mounted));
    }

    private static void texts(JsonNode tree, Set<String> into) {
        if (tree.isTextual()) {
            into.add(tree.asText());
        }
        tree.forEach(part -> texts(part, into));
    }
}
