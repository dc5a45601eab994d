package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The chart's main switches, and the combinations that are rendered of the 497,664 that there are.
///
/// Complete: all combinations of the switches of each of `GROUPS`, which are read by the same templates, so that they
/// can get into each other's way. Across the groups any three settings meet: a greedy covering array, in which of some
/// drawn rows the one that adds most triples is taken, until none is left. Most faults come of at most three settings
/// together (Kuhn, Wallace, Gallo: Software Fault Interactions, 2004). Four and more that stand in no group together
/// meet by chance alone.
final class Switches {

    /// What servers there are and how one gets into them; what stands around the services; what they are told.
    static final List<Set<String>> GROUPS = List.of(
            Set.of("servers", "migrations", "secrets", "passwords", "brokers", "topics", "trust"),
            Set.of("entrance", "scale", "network", "monitoring", "tracing", "place"),
            Set.of("servers", "entrance", "asCode", "trust", "channels"));

    private static final int DRAWN = 60;

    /// A setting of one switch.
    private record Setting(int part, int option) {}

    private final List<String> names = new ArrayList<>();
    private final List<List<JsonNode>> options = new ArrayList<>();

    Switches() {
        Yaml.read(Project.path("deploy/chart/src/test/resources/switches.yaml"))
                .properties()
                .forEach(part -> {
                    names.add(part.getKey());
                    options.add(list(part.getValue()));
                });
    }

    List<String> names() {
        return names;
    }

    /// Each as values, the array's rows first.
    Set<JsonNode> combinations() {
        var array = array();
        var rows = new LinkedHashSet<>(array);
        GROUPS.forEach(group -> rows.addAll(product(group, array)));
        return rows.stream().map(this::values).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<List<Integer>> array() {
        var random = new Random(1);
        var open = triples();
        var rows = new ArrayList<List<Integer>>();
        while (!open.isEmpty()) {
            var best = best(random, open);
            open.removeAll(triplesOf(best));
            rows.add(best);
        }
        return rows;
    }

    /// All combinations of a group's switches; the others change from row to row as in the array.
    private List<List<Integer>> product(Set<String> group, List<List<Integer>> others) {
        var rows = List.of(List.<Integer>of());
        for (var part = 0; part < options.size(); part++) {
            rows = group.contains(names.get(part))
                    ? extended(rows, options.get(part).size())
                    : extended(rows, 1);
        }
        var filled = new ArrayList<List<Integer>>();
        for (var row : rows) {
            filled.add(filled(row, group, others.get(filled.size() % others.size())));
        }
        return filled;
    }

    private static List<List<Integer>> extended(List<List<Integer>> rows, int choices) {
        return rows.stream()
                .flatMap(row -> IntStream.range(0, choices)
                        .mapToObj(choice ->
                                Stream.concat(row.stream(), Stream.of(choice)).toList()))
                .toList();
    }

    private List<Integer> filled(List<Integer> row, Set<String> group, List<Integer> others) {
        return IntStream.range(0, row.size())
                .mapToObj(part -> group.contains(names.get(part)) ? row.get(part) : others.get(part))
                .toList();
    }

    /// The last option of each switch together: as much as there is at once.
    JsonNode most() {
        return values(options.stream().map(parts -> parts.size() - 1).toList());
    }

    private List<Integer> best(Random random, Set<Set<Setting>> open) {
        // Built around a triple that is still open, so that each row gets on.
        var seed = open.iterator().next();
        var best = List.<Integer>of();
        var most = -1;
        for (var n = 0; n < DRAWN; n++) {
            var row = drawn(random, seed);
            var added = (int) triplesOf(row).stream().filter(open::contains).count();
            if (added > most) {
                most = added;
                best = row;
            }
        }
        return best;
    }

    private List<Integer> drawn(Random random, Set<Setting> seed) {
        var row = new ArrayList<Integer>();
        options.forEach(parts -> row.add(random.nextInt(parts.size())));
        seed.forEach(setting -> row.set(setting.part(), setting.option()));
        return row;
    }

    private Set<Set<Setting>> triples() {
        var all = new HashSet<Set<Setting>>();
        for (var a = 0; a < options.size(); a++) {
            for (var b = a + 1; b < options.size(); b++) {
                for (var c = b + 1; c < options.size(); c++) {
                    addAll(all, a, b, c);
                }
            }
        }
        return all;
    }

    private void addAll(Set<Set<Setting>> all, int a, int b, int c) {
        for (var i = 0; i < options.get(a).size(); i++) {
            for (var j = 0; j < options.get(b).size(); j++) {
                for (var k = 0; k < options.get(c).size(); k++) {
                    all.add(Set.of(new Setting(a, i), new Setting(b, j), new Setting(c, k)));
                }
            }
        }
    }

    private static Set<Set<Setting>> triplesOf(List<Integer> row) {
        var all = new HashSet<Set<Setting>>();
        for (var a = 0; a < row.size(); a++) {
            for (var b = a + 1; b < row.size(); b++) {
                for (var c = b + 1; c < row.size(); c++) {
                    all.add(Set.of(new Setting(a, row.get(a)), new Setting(b, row.get(b)), new Setting(c, row.get(c))));
                }
            }
        }
        return all;
    }

    private JsonNode values(List<Integer> row) {
        var values = Yaml.of("{}");
        for (var part = 0; part < row.size(); part++) {
            values = Yaml.merged(values, options.get(part).get(row.get(part)));
        }
        return values;
    }

    private static List<JsonNode> list(JsonNode array) {
        var list = new ArrayList<JsonNode>();
        array.forEach(list::add);
        return list;
    }
}
