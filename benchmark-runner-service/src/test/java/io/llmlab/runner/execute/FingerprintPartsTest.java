package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.score.Expectation;
import io.llmlab.runner.score.Score;
import io.llmlab.runner.score.Scorer;
import io.llmlab.runner.score.ScorerChoice;
import io.llmlab.runner.score.ScorerType;
import org.junit.jupiter.api.Test;

class FingerprintPartsTest {

    private record Numeric(int version) implements Scorer {

        @Override
        public ScorerType type() {
            return ScorerType.NUMERIC;
        }

        @Override
        public Score score(Expectation expected, String answer) {
            throw new UnsupportedOperationException("nothing is judged here");
        }
    }

    @Test
    void areThoseOfAnotherStreamWithANewVersionOfTheScorer() {
        var before = JsonNodeFactory.instance
                .objectNode()
                .put("items", "all")
                .put("scorer", "numeric:1")
                .put("scorer_pattern", "of another scorer, long ago");

        var again = FingerprintParts.rescored(before, by(1));
        var anew = FingerprintParts.rescored(before, by(2));

        assertThat(anew.stream()).isNotIn(again.stream(), Fingerprint.of(before).stream());
        assertThat(anew.parts().path("scorer").asText()).isEqualTo("numeric:2");
        assertThat(anew.parts().path("items").asText()).isEqualTo("all");
        assertThat(anew.parts().has("scorer_pattern")).isFalse();
        assertThat(before.path("scorer").asText()).isEqualTo("numeric:1");
    }

    private static Scoring by(int version) {
        return new Scoring(ScorerChoice.of(ScorerType.NUMERIC), new Numeric(version), null);
    }
}
