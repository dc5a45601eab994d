package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What leads from one object of a rendering to another by labels, names and ports: selectors, backends, what is
/// scaled and what is monitored.
final class Targets {

    private final List<Manifest> all;
    private final List<String> missed = new ArrayList<>();

    private Targets(List<JsonNode> documents) {
        all = Manifest.of(documents).toList();
    }

    /// Each that finds nothing.
    static List<String> missed(List<JsonNode> documents) {
        var targets = new Targets(documents);
        targets.all.forEach(targets::look);
        return targets.missed;
    }

    private void look(Manifest from) {
        switch (from.kind()) {
            case "Service" -> service(from);
            case "PodDisruptionBudget" -> {
                var selector = from.tree().at("/spec/selector/matchLabels");
                require(from, running(selector).count() == 1, "selects no pods, or those of several");
            }
            case "Ingress" -> ingress(from);
            case "HTTPRoute" -> httpRoute(from);
            case "HorizontalPodAutoscaler", "ScaledObject" -> scaled(from);
            case "ServiceMonitor" -> monitor(from);
            default -> {}
        }
    }

    private void service(Manifest service) {
        var pods = running(service.tree().at("/spec/selector")).toList();
        require(service, pods.size() == 1, "selects no pods, or those of several");
        for (var port : service.tree().at("/spec/ports")) {
            var wanted = port.path("targetPort").asText();
            require(service, pods.stream().allMatch(pod -> listensAt(pod, wanted)), "finds no port " + wanted);
        }
    }

    private void ingress(Manifest ingress) {
        for (var rule : ingress.tree().at("/spec/rules")) {
            for (var path : rule.at("/http/paths")) {
                var service = path.at("/backend/service");
                backend(ingress, service.path("name"), "name", service.at("/port/name"));
            }
        }
    }

    private void httpRoute(Manifest route) {
        for (var rule : route.tree().at("/spec/rules")) {
            for (var backend : rule.path("backendRefs")) {
                backend(route, backend.path("name"), "port", backend.path("port"));
            }
        }
    }

    private void backend(Manifest from, JsonNode name, String field, JsonNode port) {
        var found = all.stream()
                .filter(manifest -> manifest.is("Service", name.asText()))
                .flatMap(service -> ports(service))
                .anyMatch(there -> there.path(field).asText().equals(port.asText()));
        require(from, found, "leads to no port %s of a service %s".formatted(port, name));
    }

    private void scaled(Manifest scaler) {
        var target = scaler.tree().at("/spec/scaleTargetRef");
        var kind = target.path("kind").asText("Deployment");
        var found = all.stream()
                .filter(manifest -> manifest.is(kind, target.path("name").asText()))
                .toList();
        require(scaler, found.size() == 1, "scales nothing");
        // Else each upgrade would undo what the scaler did.
        require(
                scaler,
                found.stream().noneMatch(scaled -> scaled.tree().path("spec").has("replicas")),
                "scales what has a number of its own");
        for (var trigger : scaler.tree().at("/spec/triggers")) {
            var name = trigger.at("/authenticationRef/name").asText();
            // The other one is brought by the person who installs.
            if (name.startsWith(Chart.NAME)) {
                require(
                        scaler,
                        all.stream().anyMatch(other -> other.is("TriggerAuthentication", name)),
                        "cannot log in");
            }
        }
    }

    private void monitor(Manifest monitor) {
        var wanted = Manifest.strings(monitor.tree().at("/spec/selector/matchLabels"));
        var services = all.stream()
                .filter(manifest -> manifest.kind().equals("Service"))
                .filter(service -> holds(Manifest.strings(service.tree().at("/metadata/labels")), wanted))
                .toList();
        for (var endpoint : monitor.tree().at("/spec/endpoints")) {
            var port = endpoint.path("port").asText();
            var found = services.stream()
                    .flatMap(Targets::ports)
                    .filter(there -> there.path("name").asText().equals(port))
                    .count();
            require(monitor, found == Project.Service.values().length, "finds %d services' %s".formatted(found, port));
        }
    }

    /// What keeps pods with such labels running.
    private Stream<Manifest> running(JsonNode selector) {
        var wanted = Manifest.strings(selector);
        return all.stream()
                .filter(manifest -> List.of("Deployment", "StatefulSet").contains(manifest.kind()))
                .filter(manifest -> !wanted.isEmpty() && holds(manifest.podLabels(), wanted));
    }

    private static boolean holds(Map<String, String> labels, Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    private static boolean listensAt(Manifest pods, String port) {
        for (var container : pods.containers()) {
            for (var open : container.path("ports")) {
                if (open.path("name").asText().equals(port)
                        || open.path("containerPort").asText().equals(port)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Stream<JsonNode> ports(Manifest service) {
        return service.tree().at("/spec/ports").valueStream();
    }

    private void require(Manifest from, boolean holds, String fault) {
        if (!holds) {
            missed.add("%s %s %s".formatted(from.kind(), from.name(), fault));
        }
    }
}
