package io.llmlab.runner.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemScoresTest {

    @Test
    void carriesTheScoresOfTenThousandItemsAndNoMore() {
        assertThat(ItemScores.of(Collections.nCopies(10_000, "00000000000000aa"), Collections.nCopies(10_000, 1.0)))
                .matches(items -> items.scores().size() == 10_000 && !items.itemsOmitted());
        assertThat(ItemScores.of(Collections.nCopies(10_001, "00000000000000aa"), Collections.nCopies(10_001, 1.0)))
                .isEqualTo(new ItemScores(List.of(), List.of(), true));
    }

    @Test
    void keepsAMissingScore() {
        assertThat(ItemScores.of(Collections.nCopies(2, "00000000000000aa"), Arrays.asList(null, 0.5))
                        .scores())
                .containsExactly(null, 0.5);
    }
}
