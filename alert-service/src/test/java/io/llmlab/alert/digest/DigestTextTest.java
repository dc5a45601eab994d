package io.llmlab.alert.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.digest.Bygone.Cost;
import io.llmlab.alert.digest.Bygone.Gaps;
import io.llmlab.alert.digest.Bygone.Model;
import io.llmlab.alert.digest.Sight.Drop;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DigestTextTest {

    private static final Instant FROM = Instant.parse("2026-11-16T09:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-11-23T09:00:00Z");
    private static final Cost NOTHING_SPENT = new Cost(0, 0, 0, 0);
    private static final Gaps NO_GAPS = new Gaps(0, List.of(), 0);

    @Test
    void saysThatNothingGotWorseAndWhatWouldHaveBeenSeen() {
        var calm = new Bygone(FROM, UNTIL, Map.of(), 0, List.of(), 0, 0, NOTHING_SPENT, NO_GAPS, List.of());
        var drops =
                List.of(new Drop(.0214, "overall_accuracy", "gsm8k", "gpt-x"), new Drop(.0881, "f1", "squad", "mini"));

        assertThat(DigestText.title(calm)).isEqualTo("Digest: nothing got worse");
        assertThat(DigestText.lines(calm, new Sight.Known(drops, 0)))
                .containsExactly(
                        "From 2026-11-16 09:00 to 2026-11-23 09:00 UTC",
                        "What changed: 0 alerts opened, 0 ended, 0 open now; 0 findings in all",
                        "Nothing got worse; a drop of 0.021 (overall_accuracy of gpt-x on gsm8k) would have been seen,"
                                + " and of 0.088 (f1 of mini on squad) in the noisiest of 2 series",
                        "Cost: 0.00 USD for 0 runs",
                        "Gaps: none");
        assertThat(DigestText.lines(calm, new Sight.Known(drops.subList(0, 1), 0)))
                .contains(
                        "Nothing got worse; a drop of 0.021 (overall_accuracy of gpt-x on gsm8k) would have been seen");
    }

    @Test
    void saysWhatChangedWhatItCostAndWhatIsMissing() {
        var opened = new LinkedHashMap<String, Long>();
        opened.put("critical", 1L);
        opened.put("warning", 2L);
        var busy = new Bygone(
                FROM,
                UNTIL,
                opened,
                2,
                List.of("[CRITICAL] overall_accuracy of gpt-x on gsm8k fell by 61.5 %"),
                1,
                2,
                new Cost(140, 3, 12.304, 11),
                new Gaps(1, List.of("Job nightly was not fired"), 1),
                List.of(new Model(7, "gpt-x", 100, 9.1), new Model(8, "mini", 40, 3.2)));

        assertThat(DigestText.title(busy)).isEqualTo("Digest: 2 alerts of models that got worse");
        assertThat(DigestText.lines(busy, new Sight.Unknown("regression-service did not say: it answered 503")))
                .containsExactly(
                        "From 2026-11-16 09:00 to 2026-11-23 09:00 UTC",
                        "What changed: 3 alerts opened (1 critical, 2 warning), 1 ended, 2 open now",
                        "[CRITICAL] overall_accuracy of gpt-x on gsm8k fell by 61.5 %",
                        "What else got worse is not known; how small a drop would have been seen is not known:"
                                + " regression-service did not say: it answered 503",
                        "Cost: 12.30 USD for 140 runs, of which 3 have no known price; 12 % more than in the same time"
                                + " before (11.00); most for gpt-x 9.10, mini 3.20",
                        "Gaps: 1 run or firing did not come, 1 awaited still: Job nightly was not fired");
    }

    /// Not the same as fine.
    @Test
    void saysThatNothingCouldHaveBeenSeen() {
        var calm = new Bygone(FROM, UNTIL, Map.of(), 0, List.of(), 0, 0, NOTHING_SPENT, NO_GAPS, List.of());

        assertThat(DigestText.lines(calm, new Sight.Known(List.of(), 0)))
                .contains("Nothing got worse; no series of quality had enough runs to show a drop");
    }
}
