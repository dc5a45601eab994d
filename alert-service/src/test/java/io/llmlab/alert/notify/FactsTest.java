package io.llmlab.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.signal.Cause;
import io.llmlab.alert.signal.Cause.Change;
import io.llmlab.alert.signal.Cause.Onset;
import io.llmlab.alert.signal.Cause.Peers;
import io.llmlab.alert.signal.Cause.RunAt;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactsTest {

    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");
    private static final Peers NONE = new Peers(0, 0, List.of());

    @Test
    void saysWhatIsNotKnown() {
        assertThat(value(cause(null, NONE, List.of()), "What changed"))
                .isEqualTo("not known: there is no good run to compare with");
        assertThat(value(cause(null, NONE, List.of()), "What else moved"))
                .isEqualTo("not known: there is nothing to compare with");
        assertThat(value(cause(new RunAt(1, AT), NONE, List.of()), "What changed"))
                .isEqualTo("nothing that runs record");
        assertThat(Facts.cause(Messages.titled("t"))).isEmpty();
    }

    @Test
    void boundsWhatItTakesOver() {
        var changes = IntStream.range(0, 50)
                .mapToObj(part -> new Change("part" + part, null, "x".repeat(10_000), null))
                .toList();
        var peers = new Peers(
                20, 30, IntStream.range(0, 20).mapToObj(name -> "model" + name).toList());

        var cause = cause(new RunAt(1, AT), peers, changes);

        assertThat(value(cause, "What changed"))
                .startsWith("part0: none → x")
                .endsWith("…; and 42 more")
                .hasSizeLessThan(1200);
        assertThat(value(cause, "What else moved"))
                .isEqualTo("20 of 30 other models on this dataset (model0, model1, model2, model3, model4, …)");
    }

    @Test
    void namesAllWhomAMessageIsAbout() {
        assertThat(Facts.subject(Messages.ofModels(7)))
                .contains(new Fact(
                        "About",
                        "gpt-0 on gsm8k, gpt-1 on gsm8k, gpt-2 on gsm8k, gpt-3 on gsm8k, gpt-4 on gsm8k and 2 more",
                        null))
                .extracting(Fact::name)
                .doesNotContain("Model", "Dataset");
        assertThat(Facts.subject(Messages.ofModels(1)))
                .contains(new Fact("Model", "gpt-0", null), new Fact("Dataset", "gsm8k", null));
    }

    @Test
    void keepsAFactInOneLine() {
        assertThat(new Fact("Model", "a\r\nb", null).value()).isEqualTo("a b");
    }

    private static Cause cause(@Nullable RunAt lastGood, Peers otherModels, List<Change> changed) {
        var bad = new RunAt(2, AT);
        return new Cause("unknown", "r", new Onset(2, AT, bad, bad), lastGood, otherModels, NONE, NONE, changed, 0);
    }

    private static String value(Cause cause, String name) {
        return Facts.cause(Messages.because(cause)).stream()
                .filter(fact -> fact.name().equals(name))
                .map(Fact::value)
                .findFirst()
                .orElse("");
    }
}
