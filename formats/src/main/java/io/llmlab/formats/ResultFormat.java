package io.llmlab.formats;

import java.util.List;

/// One harness's files. To add one: implement this and name it in [ResultFormats].
interface ResultFormat {

    /// In lower case, as callers give it.
    String name();

    /// What the file is to this format, by its content.
    Claim claim(Outline outline);

    /// The runs of one file that was claimed as results; never empty.
    ///
    /// @throws UnreadableResults where there are none, or the file is broken
    List<RunDraft> read(InputFile file, Surroundings surroundings);

    enum Claim {
        /// It holds runs.
        RESULTS,
        /// It belongs to the results of another file.
        PART,
        NONE
    }
}
