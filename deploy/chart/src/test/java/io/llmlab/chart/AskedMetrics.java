package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The metrics that alert rules and dashboards ask for, and those that `docs/metrics.md` knows.
final class AskedMetrics {

    static final Path DASHBOARDS = Project.path("deploy/grafana/dashboards");

    private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\"[^\"]*\"|\\[[^]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "by", "without");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\|");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern SUFFIX = Pattern.compile("_(count|sum|max|bucket)$");

    private AskedMetrics() {}

    static Set<String> of(String query) {
        var bare = GROUPING.matcher(LABELS.matcher(query).replaceAll(" ")).replaceAll(" ");
        return NAME.matcher(bare)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !WORDS.contains(name))
                .collect(Collectors.toSet());
    }

    static Set<String> ofRules(JsonNode rules) {
        return of(rules.findValuesAsText("expr"));
    }

    static Set<String> ofDashboards() {
        return of(dashboards().stream()
                .flatMap(dashboard -> dashboard.findValuesAsText("expr").stream())
                .toList());
    }

    static List<JsonNode> dashboards() {
        var all = new ArrayList<JsonNode>();
        for (var file : Project.files(DASHBOARDS, ".json")) {
            try {
                all.add(new ObjectMapper().readTree(Project.read(file)));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return all;
    }

    private static Set<String> of(List<String> queries) {
        return queries.stream().flatMap(query -> of(query).stream()).collect(Collectors.toSet());
    }

    /// Whether the page has it; of a timer, its parts as well.
    static boolean isDocumented(String metric) {
        var known = ROW.matcher(Project.read(Project.path("docs/metrics.md")))
                .results()
                .flatMap(row -> QUOTED.matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
        return known.contains(metric) || known.contains(SUFFIX.matcher(metric).replaceFirst(""));
    }
}
