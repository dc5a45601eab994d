package io.llmlab.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// `docs/metrics.md` has one table for each service, made of what the service says of its metrics.
/// `-Dllmlab.write=true`
/// brings them up to date.
public final class MetricsPage {

    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final Set<String> SUFFIXES = Set.of("_count", "_sum", "_max", "_bucket");

    /// One metric.
    ///
    /// @param name as Prometheus has it
    /// @param kind gauge, counter or timer
    public record Line(String name, Enum<?> kind, List<String> labels, String meaning) {

        private String markdown() {
            return "| `%s` | %s | %s | %s |"
                    .formatted(
                            name,
                            kind.name().toLowerCase(Locale.ROOT),
                            labels.stream().map(label -> "`" + label + "`").collect(Collectors.joining(", ")),
                            meaning);
        }
    }

    private MetricsPage() {}

    /// The table of a section is that of the given metrics.
    public static void has(String section, Collection<Line> lines) {
        var begin = "<!-- %s: begin -->\n".formatted(section);
        var page = read();
        assertThat(page).contains(begin).contains("<!-- %s: end -->".formatted(section));
        var wanted = page.substring(0, page.indexOf(begin) + begin.length())
                + table(lines)
                + page.substring(page.indexOf("<!-- %s: end -->".formatted(section)));
        if (Boolean.getBoolean("llmlab.write")) {
            write(wanted);
        }
        assertThat(read()).isEqualTo(wanted);
    }

    /// Of the suite's own metrics a service exposes none but the given ones, with the labels that they say.
    public static void isAllOf(Scrape scrape, Collection<Line> lines) {
        var labels = lines.stream().collect(Collectors.toMap(Line::name, line -> Set.copyOf(line.labels())));
        var samples =
                scrape.text().lines().filter(line -> line.startsWith("llmlab_")).toList();
        assertThat(samples).isNotEmpty();
        for (var sample : samples) {
            var name = sample.substring(0, sample.indexOf(sample.contains("{") ? '{' : ' '));
            var family = labels.containsKey(name) ? name : withoutSuffix(name);
            assertThat(labels).as("the metrics that are documented").containsKey(family);
            assertThat(labelsOf(sample)).as(sample).isEqualTo(labels.get(family));
        }
    }

    private static String table(Collection<Line> lines) {
        return lines.stream()
                .sorted(Comparator.comparing(Line::name))
                .map(Line::markdown)
                .collect(Collectors.joining(
                        "\n", "| metric | kind | labels | what it says |\n| --- | --- | --- | --- |\n", "\n"));
    }

    private static String withoutSuffix(String name) {
        return SUFFIXES.stream()
                .filter(name::endsWith)
                .findFirst()
                .map(suffix -> name.substring(0, name.length() - suffix.length()))
                .orElse(name);
    }

    private static Set<String> labelsOf(String sample) {
        if (!sample.contains("{")) {
            return Set.of();
        }
        var inside = sample.substring(sample.indexOf('{') + 1, sample.lastIndexOf('}'));
        return Set.of(inside.split("\",")).stream()
                .map(label -> label.substring(0, label.indexOf('=')))
                .collect(Collectors.toSet());
    }

    private static String read() {
        try {
            return Files.readString(PAGE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(String page) {
        try {
            Files.writeString(PAGE, page);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
