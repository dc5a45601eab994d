package io.llmlab.runner.execute;

import io.llmlab.runner.score.Scorer;
import io.llmlab.runner.score.ScorerChoice;
import io.llmlab.runner.score.ScorerSettings;
import org.jspecify.annotations.Nullable;

/// What judges the answers of a run.
///
/// @param judge the model that is asked for it; null: the scorer needs none
record Scoring(ScorerChoice choice, Scorer scorer, @Nullable JudgeModel judge) {

    ScorerSettings settings() {
        return choice.settings();
    }
}
