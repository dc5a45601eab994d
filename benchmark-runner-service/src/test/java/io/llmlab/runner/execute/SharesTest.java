package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {

    /// The example of the Alabama paradox: quotas 4.286, 4.286, 1.429 of ten places and 4.714, 4.714, 1.571 of eleven.
    @Test
    void followsTheLargestRemainders() {
        assertThat(Shares.of(new int[] {6, 6, 2}, 10)).containsExactly(4, 4, 2);
        assertThat(Shares.of(new int[] {6, 6, 2}, 11)).containsExactly(5, 5, 1);
    }

    @Test
    void givesAPlaceToWhomAFractionEarnsIt() {
        // Quotas 98.02, 0.99, 0.99.
        assertThat(Shares.of(new int[] {9900, 100, 100}, 100)).containsExactly(98, 1, 1);
    }

    @Test
    void breaksTiesBySizeThenOrder() {
        assertThat(Shares.of(new int[] {1, 1, 1, 1}, 2)).containsExactly(1, 1, 0, 0);
        // Quotas 0.5 and 1.5.
        assertThat(Shares.of(new int[] {1, 3}, 2)).containsExactly(0, 2);
    }

    @Test
    void staysWithinAPlaceOfEachQuota() {
        var random = new Random(1);
        for (var round = 0; round < 500; round++) {
            var sizes = random.ints(1 + random.nextInt(60), 1, 2000).toArray();
            var total = Arrays.stream(sizes).sum();
            var places = random.nextInt(total + 1);

            var shares = Shares.of(sizes, places);

            assertThat(Arrays.stream(shares).sum()).isEqualTo(places);
            for (var group = 0; group < sizes.length; group++) {
                var quota = (double) sizes[group] * places / total;
                assertThat((double) shares[group]).isBetween(Math.floor(quota), Math.ceil(quota));
                assertThat(shares[group]).isLessThanOrEqualTo(sizes[group]);
            }
        }
    }

    @Test
    void refusesMorePlacesThanMembers() {
        assertThatThrownBy(() -> Shares.of(new int[] {1, 1}, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
