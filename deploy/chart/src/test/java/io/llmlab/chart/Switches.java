package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// The chart's main switches, and few combinations in which any three of them meet in all ways.
///
/// A greedy covering array: of some drawn rows the one that adds most triples is taken, until none is left. Most faults
/// come of at most three settings together (Kuhn, Wallace, Gallo: Software Fault Interactions, 2004).
final class Switches {

    private static final int DRAWN = 60;

    /// A setting of one switch.
    private record Setting(int part, int option) {}

    private final List<List<JsonNode>> options = new ArrayList<>();

    Switches() {
        Yaml.read(Project.path("deploy/chart/src/test/resources/switches.yaml"))
                .forEach(parts -> options.add(list(parts)));
    }

    List<JsonNode> combinations() {
        var random = new Random(1);
        var open = triples();
        var rows = new ArrayList<JsonNode>();
        while (!open.isEmpty()) {
            var best = best(random, open);
            open.removeAll(triplesOf(best));
            rows.add(values(best));
        }
        return rows;
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
