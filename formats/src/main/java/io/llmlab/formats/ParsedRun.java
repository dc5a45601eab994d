package io.llmlab.formats;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One model on one task, as a harness measured it.
///
/// @param fingerprint all that changes the meaning of a score, by part: few-shot count, prompt hash, decoding,
/// versions, filter; never date, device, batch size or resolved model snapshot. Values are strings, numbers and
/// booleans
/// @param config what else the file says of how the run was made, for people to read; JSON values
/// @param metrics of the run as a whole, each `(type, name)` once; empty where the run failed before it had any
/// @param scoreMetric name of the metric whose per-sample value is [ParsedSample#score()]; null: no sample has a score
/// @param labels for example `checkpoint` of a model's revision
/// @param contentHash 64 hex digits: SHA-256 over what the run says (harness, model, task, metrics, task hashes,
///     and its time where the file's content or the caller gave one), never over name, folder or modification
///     time of the file. The same results are the same run wherever they lie; the same scores under two dates are
///     two runs
/// @param notes what of the file was left out of this run, and why; one sentence each
public record ParsedRun(
        ParsedModel model,
        ParsedTask task,
        RunTime time,
        Harness harness,
        Outcome outcome,
        Map<String, Object> fingerprint,
        Map<String, Object> config,
        List<ParsedMetric> metrics,
        @Nullable String scoreMetric,
        Map<String, String> labels,
        String contentHash,
        List<String> notes,
        SampleSource samples) {}
