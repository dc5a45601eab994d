package io.llmlab.regression.detect.replay;

import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.scale.Observations;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Values of which nobody knows when they were measured.
record OneRunADay(Observations series) implements History {

    @Override
    public int runs() {
        return series.length();
    }

    @Override
    public Window window(List<Integer> normal, List<Integer> newest, int regressedFrom) {
        return new Window(
                values(normal),
                IntStream.range(0, normal.size())
                        .mapToDouble(run -> normal.size() - 1.0 - run)
                        .toArray(),
                values(newest),
                0,
                Stream.concat(normal.stream(), newest.stream())
                        .mapToInt(run -> series.samples()[run])
                        .toArray(),
                series.family());
    }

    private double[] values(List<Integer> runs) {
        return runs.stream().mapToDouble(run -> series.values()[run]).toArray();
    }
}
