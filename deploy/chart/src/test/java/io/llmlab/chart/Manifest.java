package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Questions to one object of a cluster.
record Manifest(JsonNode tree) {

    static Stream<Manifest> of(List<JsonNode> documents) {
        return documents.stream().map(Manifest::new);
    }

    /// `apps/v1/Deployment`, as the schemas are found by.
    String type() {
        return tree.path("apiVersion").asText() + "/" + kind();
    }

    String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return tree.path("metadata").path("name").asText();
    }

    boolean is(String kind, String name) {
        return kind().equals(kind) && name().equals(name);
    }

    /// Whether pods come of it.
    boolean hasPods() {
        return List.of("Deployment", "StatefulSet", "Job", "Pod").contains(kind());
    }

    JsonNode pod() {
        return kind().equals("Pod")
                ? tree.path("spec")
                : tree.path("spec").path("template").path("spec");
    }

    Map<String, String> podLabels() {
        var holder = kind().equals("Pod") ? tree : tree.path("spec").path("template");
        return strings(holder.path("metadata").path("labels"));
    }

    /// Those that prepare and those that work.
    List<JsonNode> containers() {
        var all = new ArrayList<JsonNode>();
        pod().path("initContainers").forEach(all::add);
        pod().path("containers").forEach(all::add);
        return all;
    }

    static Map<String, String> strings(JsonNode object) {
        var map = new LinkedHashMap<String, String>();
        object.properties()
                .forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }
}
