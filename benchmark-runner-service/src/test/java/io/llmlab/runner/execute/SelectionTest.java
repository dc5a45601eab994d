package io.llmlab.runner.execute;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.run.BenchmarkConfig;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

    private static final List<String> IDS =
            IntStream.range(0, 1000).mapToObj(i -> "item-" + i).toList();

    @Test
    void takesAllUnlessToldOtherwise() {
        assertThat(select(null, false, 1).name()).isEqualTo("all");
        assertThat(select(1000, true, 1).name()).isEqualTo("all");
        assertThat(select(null, false, 1).positions()).hasSize(1000).isSorted();
    }

    @Test
    void takesTheSameItemsInEachRun() {
        var first = select(100, false, 1);
        assertThat(first.name()).isEqualTo("seeded:100:0");
        assertThat(first.positions()).hasSize(100).isSorted().doesNotHaveDuplicates();
        assertThat(select(100, false, 2)).isEqualTo(first);
    }

    @Test
    void drawsAnewForEachRunAndTheSameForARetry() {
        var first = select(100, true, 1);
        assertThat(first.name()).isEqualTo("random:100");
        assertThat(select(100, true, 1)).isEqualTo(first);
        assertThat(select(100, true, 2).positions()).hasSize(100).isNotEqualTo(first.positions());
        assertThat(select(100, true, 2).name()).isEqualTo(first.name());
    }

    @Test
    void drawsFairly() {
        var hits = new int[IDS.size()];
        for (var run = 1; run <= 400; run++) {
            select(500, true, run).positions().forEach(position -> hits[position]++);
        }
        assertThat(IntStream.of(hits)).allMatch(hit -> hit > 130 && hit < 270);
    }

    @Test
    void drawsAnotherPartForAnotherSeed() {
        var seven = select("{'sample_size': 100, 'seed': 7}", List.of(), 1);

        assertThat(seven.name()).isEqualTo("seeded:100:7");
        assertThat(select("{'sample_size': 100, 'seed': 7}", List.of(), 2)).isEqualTo(seven);
        assertThat(seven.positions())
                .isNotEqualTo(select(100, false, 1).positions())
                .hasSize(100);
    }

    /// The seven of these 1000 ids whose `printf '0\nitem-…' | sha256sum` is smallest.
    @Test
    void drawsWhatSha256Says() {
        assertThat(select(7, false, 1).positions()).containsExactly(92, 160, 220, 241, 454, 598, 935);
    }

    @Test
    void takesTheFirstOnes() {
        var first = select("{'sample_size': 3, 'selection': 'first'}", List.of(), 1);

        assertThat(first.name()).isEqualTo("first:3");
        assertThat(first.positions()).containsExactly(0, 1, 2);
    }

    @Test
    void saysTheOlderRandomInTheNewWayToo() {
        assertThat(select("{'sample_size': 100, 'selection': 'random'}", List.of(), 5))
                .isEqualTo(select(100, true, 5));
    }

    @Test
    void givesEachStratumItsShare() {
        var strata = IntStream.range(0, 1000)
                .mapToObj(i -> i < 700 ? "algebra" : i < 995 ? "law" : "")
                .toList();

        var selection = select("{'sample_size': 100, 'stratify_by': 'subject'}", strata, 1);

        assertThat(selection.name()).isEqualTo("seeded:100:0");
        assertThat(selection.stratifiedBy()).isEqualTo("subject");
        assertThat(selection.positions()).hasSize(100).isSorted().doesNotHaveDuplicates();
        // Quotas 70, 29.5 and 0.5: the place that is left goes to the larger of two equal remainders.
        assertThat(selection.positions().stream().collect(groupingBy(strata::get, counting())))
                .isEqualTo(Map.of("algebra", 70L, "law", 30L));
        assertThat(select("{'sample_size': 100, 'stratify_by': 'subject'}", strata, 2))
                .isEqualTo(selection);
    }

    /// So a quick and a full job of one model stay two streams however small the data set is.
    @Test
    void tellsWhatWasAskedOfASmallerDataset() {
        assertThat(described(select(100, false, 1))).hasToString("{\"items\":\"seeded:100:0\"}");
        assertThat(described(select(null, false, 1))).hasToString("{\"items\":\"all\"}");
        assertThat(described(select(1000, false, 1))).hasToString("{\"items\":\"all\",\"sample_size\":1000}");
        assertThat(described(select(5000, true, 1))).hasToString("{\"items\":\"all\",\"sample_size\":5000}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'random': true, 'selection': 'seeded'}                        | give one of them
            {'random': false, 'selection': 'random'}                       | give one of them
            {'sample_size': 3, 'random': true, 'seed': 1}                  | only selection seeded
            {'sample_size': 3, 'selection': 'first', 'seed': 1}            | only selection seeded
            {'stratify_by': 'x'}                                           | needs sample_size
            {'sample_size': 3, 'selection': 'first', 'stratify_by': 'x'}   | needs sample_size and selection
            """)
    void refusesWhatContradictsItself(String config, String reason) {
        assertThatThrownBy(() -> config(config)).hasStackTraceContaining(reason);
    }

    private static Selection select(@Nullable Integer size, boolean random, long runId) {
        return select("{'sample_size': %s, 'random': %s}".formatted(size, random), List.of(), runId);
    }

    private static Selection select(String config, List<String> strata, long runId) {
        return Selection.of(config(config), IDS, strata, runId);
    }

    private static BenchmarkConfig config(String json) {
        try {
            return BenchmarkConfig.of(new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ObjectNode described(Selection selection) {
        var parts = JsonNodeFactory.instance.objectNode();
        selection.describe(parts);
        return parts;
    }
}
