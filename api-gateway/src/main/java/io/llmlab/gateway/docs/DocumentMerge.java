package io.llmlab.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.Route;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes one OpenAPI 3.1 document of those of several services: only operations that the gateway serves, each as its
/// owner describes it; a component whose name two services use for different things gets its owner's name before it.
final class DocumentMerge {

    private final Map<Owner, ObjectNode> documents;
    private final Map<String, Route> served;

    DocumentMerge(Map<Owner, ObjectNode> documents, List<Route> routes) {
        this.documents = new TreeMap<>(documents);
        this.served = routes.stream()
                .collect(Collectors.toMap(route -> key(route.owner(), route.method(), route.shape()), route -> route));
    }

    ObjectNode merge() {
        var conflicts = new ComponentConflicts(documents.values()).find();
        var merged = JsonNodeFactory.instance.objectNode();
        merged.put("openapi", "3.1.0");
        merged.putObject("info")
                .put("title", "LLM Lab Monitor")
                .put("version", "1")
                .put("description", "Every error is answered with problem details (RFC 9457).");
        var paths = new TreeMap<String, ObjectNode>();
        var components = merged.objectNode();
        documents.forEach((owner, document) -> {
            var renamed = ComponentConflicts.rename(document, conflicts, prefix(owner));
            addPaths(paths, owner, renamed);
            addComponents(components, renamed);
        });
        merged.putObject("paths").setAll(paths);
        SecurityNotes.explain(components);
        merged.set("components", components);
        return merged;
    }

    private void addPaths(Map<String, ObjectNode> paths, Owner owner, ObjectNode document) {
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                var route =
                        served.get(key(owner, operation.getKey(), path.getKey().replaceAll("\\{\\w+}", "{}")));
                if (route != null) {
                    var target = paths.computeIfAbsent(path.getKey(), _ -> common(path.getValue()));
                    target.set(operation.getKey(), SecurityNotes.noted(operation.getValue(), route));
                }
            }
        }
    }

    /// What stands beside a path's operations and holds for all of them.
    private static ObjectNode common(JsonNode path) {
        var common = JsonNodeFactory.instance.objectNode();
        if (path.has("parameters")) {
            common.set("parameters", path.path("parameters"));
        }
        return common;
    }

    private static void addComponents(ObjectNode components, ObjectNode document) {
        for (var section : document.path("components").properties()) {
            var target = components.withObjectProperty(section.getKey());
            section.getValue().properties().forEach(entry -> target.set(entry.getKey(), entry.getValue()));
        }
    }

    private static String key(Owner owner, String method, String shape) {
        return "%s %s %s".formatted(owner, method.toUpperCase(Locale.ROOT), shape);
    }

    private static String prefix(Owner owner) {
        var name = owner.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
