package io.llmlab.regression.detect.replay;

import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.scale.Observations;
import java.util.List;

/// A series as it was after any of its runs, which are counted from 0, oldest first.
public interface History {

    /// How many runs it has.
    int runs();

    /// What a look sees.
    ///
    /// @param normal the runs that count as normal, ascending
    /// @param newest the newest runs, ascending, each after all of `normal`
    /// @param regressedFrom from this run on the newest ones belong to a finding; [#runs] where none does
    Window window(List<Integer> normal, List<Integer> newest, int regressedFrom);

    /// A series of which nothing but the values is known, and perhaps how many samples each rests on: one run a day.
    static History of(Observations series) {
        return new OneRunADay(series);
    }
}
