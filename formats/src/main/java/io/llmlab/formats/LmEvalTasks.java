package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which task of an lm-evaluation-harness file is part of which group.
final class LmEvalTasks {

    private static final String CHILD = "- ";

    private final JsonNode root;
    private final Map<String, String> groups = new HashMap<>();
    private final Set<String> measured = new HashSet<>();

    LmEvalTasks(JsonNode root) {
        this.root = root;
        Nodes.fields(root.path("results")).stream()
                .filter(task -> task.getValue()
                        .propertyStream()
                        .anyMatch(field -> field.getValue().isNumber()))
                .forEach(task -> measured.add(task.getKey()));
        if (root.path("group_subtasks").isObject()) {
            takeLists();
        } else {
            takeIndents();
        }
    }

    private void takeLists() {
        for (var group : Nodes.fields(root.path("group_subtasks"))) {
            Nodes.elements(group.getValue()).forEach(task -> put(task.asText(), group.getKey()));
        }
    }

    /// Before 0.4.2 only the alias shows it: ` - name` below `name`, one space more a level.
    private void takeIndents() {
        var parents = new ArrayDeque<Map.Entry<Integer, String>>();
        for (var task : Nodes.fields(root.path("results"))) {
            var alias = task.getValue().path("alias").asText("");
            var indent = alias.length() - alias.stripLeading().length();
            while (!parents.isEmpty() && parents.peek().getKey() >= indent) {
                parents.pop();
            }
            if (alias.stripLeading().startsWith(CHILD) && !parents.isEmpty()) {
                put(task.getKey(), parents.peek().getValue());
            }
            parents.push(Map.entry(indent, task.getKey()));
        }
    }

    private void put(String task, String group) {
        if (!task.equals(group)) {
            groups.put(task, group);
        }
    }

    /// The nearest group that has scores of its own.
    @Nullable
    String groupOf(String task) {
        var group = groups.get(task);
        for (var steps = 0; group != null && !measured.contains(group) && steps < groups.size(); steps++) {
            group = groups.get(group);
        }
        return group != null && measured.contains(group) ? group : null;
    }

    /// Samples behind a task, of a group those of its tasks; null: unknown.
    @Nullable
    Long samples(String task) {
        return samples(task, new HashSet<>());
    }

    private @Nullable Long samples(String task, Set<String> seen) {
        if (!seen.add(task)) {
            return null;
        }
        var said = Nodes.count(root.path("n-samples").path(task), "effective");
        if (said != null) {
            return said;
        }
        var children = groups.entrySet().stream()
                .filter(entry -> entry.getValue().equals(task))
                .map(entry -> samples(entry.getKey(), seen))
                .toList();
        if (children.isEmpty() || children.contains(null)) {
            return Nodes.count(root.path("results").path(task), "sample_len");
        }
        return children.stream().mapToLong(Long::longValue).sum();
    }
}
