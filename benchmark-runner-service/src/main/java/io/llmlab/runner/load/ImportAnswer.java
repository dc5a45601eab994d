package io.llmlab.runner.load;

import io.llmlab.runner.run.RunView;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What became of an import. Each list has at most 1,000 entries; the counts are of all.
///
/// @param runs that were stored now; none where nothing is stored (`dry_run`)
/// @param stored how many runs were stored, or would be
/// @param deduplicated how many runs are there already, by content
/// @param warnings what a person should know, one sentence each
/// @param problems files of which nothing was stored
@Schema(name = "ImportAnswer")
record ImportAnswer(
        boolean dryRun,
        List<RunView> runs,
        int stored,
        int deduplicated,
        List<String> warnings,
        List<Problem> problems,
        List<File> files) {

    static final int MOST = 1_000;

    ImportAnswer {
        runs = bounded(runs);
        warnings = bounded(warnings);
        problems = bounded(problems);
        files = bounded(files);
    }

    /// @param reason a sentence: why, and what is accepted
    @Schema(name = "ImportProblem")
    record Problem(String file, String reason) {}

    /// A results file: all of its runs are stored, or none.
    ///
    /// @param format as `format` names it
    /// @param batchId of its runs
    /// @param timesFrom `content`, `caller`, `name` or `order`: what its runs' times were taken from
    @Schema(name = "ImportedFile")
    record File(
            String file,
            String format,
            String batchId,
            int stored,
            int deduplicated,
            List<String> models,
            List<String> datasets,
            @Nullable Instant since,
            @Nullable Instant until,
            String timesFrom) {}

    private static <T> List<T> bounded(List<T> all) {
        return List.copyOf(all.size() > MOST ? all.subList(0, MOST) : all);
    }
}
