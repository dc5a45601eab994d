package io.llmlab.runner.command;

import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.run.NewMetric;
import io.llmlab.runner.run.SampleRow;
import java.util.List;

/// What a program's result files say of one run.
///
/// @param ignored tasks of the files that are not the run's
record Imported(Fingerprint fingerprint, List<NewMetric> metrics, List<SampleRow> samples, List<String> ignored) {}
