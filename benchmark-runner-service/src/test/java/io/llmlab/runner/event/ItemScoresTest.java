package io.llmlab.runner.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ItemScoresTest {

    private final ItemScores.Collector collector = new ItemScores.Collector();

    private void add(int items) {
        for (var item = 0; item < items; item++) {
            collector.add("00000000000000aa", 1.0, "a");
        }
    }

    @Test
    void carriesTheScoresOfTenThousandItemsAndNoMore() {
        add(10_000);
        assertThat(collector.items()).matches(items -> items.scores().size() == 10_000 && !items.itemsOmitted());

        add(1);
        assertThat(collector.items()).isEqualTo(new ItemScores(List.of(), List.of(), null, true));
    }

    @Test
    void keepsAMissingScore() {
        collector.add("00000000000000aa", null, null);
        collector.add("00000000000000ab", 0.5, null);

        assertThat(collector.items().scores()).containsExactly(null, 0.5);
    }

    /// What `sha256sum` says of "a" and "b", the first 16 digits.
    @Test
    void namesClustersTheSameInEachRun() {
        collector.add("00000000000000aa", 1.0, "a");
        collector.add("00000000000000ab", 1.0, null);
        collector.add("00000000000000ac", null, "b");
        collector.add("00000000000000ad", 0.0, "a");

        assertThat(collector.items().itemClusters())
                .containsExactly("ca978112ca1bbdca", null, "3e23e8160039594a", "ca978112ca1bbdca");
    }

    @Test
    void leavesClustersOutWhereThereAreNone() {
        collector.add("00000000000000aa", 1.0, null);

        assertThat(collector.items().itemClusters()).isNull();
    }
}
