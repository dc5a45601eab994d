package io.llmlab.regression.detect.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedItemsTest {

    @Test
    void matchesItemsByTheirKeys() {
        var before =
                ItemScores.of(List.of("00000000000000aa", "ffffffffffffffff", "0000000000000001"), List.of(1., .5, 0.));
        var after =
                ItemScores.of(List.of("ffffffffffffffff", "0000000000000001", "0000000000000002"), List.of(0., 1., 1.));

        var shared = SharedItems.of(before, after);

        assertThat(shared.items()).isEqualTo(2);
        assertThat(shared.onlyBefore()).isEqualTo(1);
        assertThat(shared.onlyAfter()).isEqualTo(1);
        assertThat(shared.matched()).isEqualTo(2 / 3.);
        assertThat(SharedItems.matched(before, after)).isEqualTo(2 / 3.);
        assertThat(shared.lost(9)).containsExactly("ffffffffffffffff");
        assertThat(shared.gained(9)).containsExactly("0000000000000001");
    }

    @Test
    void leavesOutItemsWithoutAScoreAndAveragesThoseAskedTwice() {
        var items = ItemScores.of(
                List.of("0000000000000001", "0000000000000002", "0000000000000001"), Arrays.asList(1., null, 0.));

        assertThat(items).isEqualTo(new ItemScores(new long[] {1}, new double[] {.5}));
    }

    @Test
    void takesAnItemWithoutAClusterAsOneOfItsOwn() {
        var items = ItemScores.of(
                List.of("0000000000000003", "0000000000000001", "0000000000000002", "0000000000000001"),
                Arrays.asList(1., 0., null, 1.),
                Arrays.asList("ffffffffffffffff", null, "ffffffffffffffff", null));

        assertThat(items).isEqualTo(new ItemScores(new long[] {1, 3}, new double[] {.5, 1}, new long[] {1, -1}));
    }

    @Test
    void refusesListsThatDoNotFitEachOther() {
        assertThatThrownBy(() -> ItemScores.of(List.of("0000000000000001"), List.of()))
                .hasMessage("There are 1 item_keys and 0 scores");
        assertThatThrownBy(() -> ItemScores.of(List.of("0000000000000001"), List.of(1.), List.of()))
                .hasMessage("There are 1 item_keys and 0 item_clusters");
    }
}
