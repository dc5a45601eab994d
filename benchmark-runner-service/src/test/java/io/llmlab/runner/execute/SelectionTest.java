package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.runner.run.BenchmarkConfig;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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

    private static Selection select(@Nullable Integer size, boolean random, long runId) {
        return Selection.of(
                new BenchmarkConfig(null, size, random, null, null, null, null, null, null, null, null, null),
                IDS,
                runId);
    }
}
