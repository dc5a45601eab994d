package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.stream.Stream;

/// The Pod Security Standard "restricted", and what is a habit beyond it: a read-only root file system, no token of the
/// API, limits, no image that changes under its tag.
final class Security {

    private Security() {}

    static Stream<String> weaknesses(Manifest manifest) {
        var found = new ArrayList<String>();
        var pod = manifest.pod();
        var context = pod.path("securityContext");
        require(found, context.path("runAsNonRoot").asBoolean(false), "may run as root");
        require(found, context.path("runAsUser").asInt(1) != 0, "runs as root");
        require(found, context.path("seccompProfile").path("type").asText().equals("RuntimeDefault"), "has no seccomp");
        require(found, !pod.path("automountServiceAccountToken").asBoolean(true), "gets a token of the API");
        for (var shared : new String[] {"hostNetwork", "hostPID", "hostIPC"}) {
            require(found, !pod.path(shared).asBoolean(false), "shares " + shared);
        }
        pod.path("volumes").forEach(volume -> require(found, !volume.has("hostPath"), "sees the node's files"));
        manifest.containers().forEach(container -> inspect(container, found));
        return found.stream().map(weakness -> manifest.kind() + " " + manifest.name() + " " + weakness);
    }

    private static void inspect(JsonNode container, ArrayList<String> found) {
        var context = container.path("securityContext");
        require(found, context.path("readOnlyRootFilesystem").asBoolean(false), "writes to its root file system");
        require(found, !context.path("allowPrivilegeEscalation").asBoolean(true), "may gain privileges");
        require(found, !context.path("privileged").asBoolean(false), "is privileged");
        require(found, context.path("capabilities").path("drop").toString().equals("[\"ALL\"]"), "keeps capabilities");
        require(found, !context.path("capabilities").has("add"), "adds capabilities");
        var limits = container.path("resources").path("limits");
        require(found, limits.has("memory") && limits.has("cpu"), "has no limits");
        require(found, container.path("resources").path("requests").has("memory"), "requests no memory");
        require(
                found,
                container.path("image").asText().matches(".+:[^:/]*[0-9][^:/]*"),
                "has an image without a version");
    }

    private static void require(ArrayList<String> found, boolean holds, String weakness) {
        if (!holds) {
            found.add(weakness);
        }
    }
}
