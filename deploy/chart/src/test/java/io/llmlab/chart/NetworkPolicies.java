package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Who may reach whom.
final class NetworkPolicies {

    private NetworkPolicies() {}

    /// Pods that no policy limits in what comes in and goes out.
    static List<String> uncovered(List<JsonNode> documents) {
        return Manifest.of(documents)
                .filter(Manifest::hasPods)
                .filter(manifest -> !covered(documents, manifest, "Ingress") || !covered(documents, manifest, "Egress"))
                .map(Manifest::name)
                .toList();
    }

    private static boolean covered(List<JsonNode> documents, Manifest pods, String direction) {
        return of(documents, pods.podLabels())
                .anyMatch(policy -> policy.path("policyTypes").toString().contains("\"" + direction + "\""));
    }

    /// Whether pods with some labels may call a port of others. Peers by address count as nobody.
    static boolean admits(
            List<JsonNode> documents, Map<String, String> caller, Map<String, String> called, String port) {
        return of(documents, called).anyMatch(policy -> {
            for (var rule : policy.path("ingress")) {
                if (rule.path("ports").toString().contains("\"" + port + "\"") && peer(rule.path("from"), caller)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean peer(JsonNode from, Map<String, String> caller) {
        if (from.isMissingNode()) {
            return true;
        }
        for (var peer : from) {
            if (peer.has("podSelector") && selects(peer.path("podSelector"), caller)) {
                return true;
            }
        }
        return false;
    }

    private static Stream<JsonNode> of(List<JsonNode> documents, Map<String, String> labels) {
        return Manifest.of(documents)
                .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
                .map(manifest -> manifest.tree().path("spec"))
                .filter(policy -> selects(policy.path("podSelector"), labels));
    }

    private static boolean selects(JsonNode selector, Map<String, String> labels) {
        return labels.entrySet()
                .containsAll(Manifest.strings(selector.path("matchLabels")).entrySet());
    }
}
