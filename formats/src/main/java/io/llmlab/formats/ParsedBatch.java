package io.llmlab.formats;

import java.util.List;

/// The runs of one results file.
///
/// @param format name of the format, one of [ResultFiles#formats()]
/// @param file as the caller knows it: relative to the path that was given, entries of archives behind `!`
/// @param runs in the order of the file; a group comes before its subtasks; never empty
public record ParsedBatch(String format, String file, List<ParsedRun> runs) {}
