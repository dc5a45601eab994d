package io.llmlab.formats;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How results are to be read.
///
/// @param format one of [ResultFiles#formats()], or `auto`: the content decides
/// @param modelName instead of what the files say; needed where they name no model, refused where they name several
/// @param unnamedModel what the model of files is called that name none; null: they are refused. `modelName` wins
/// @param from time of the first file that has none in its content (natural order of names); null: the last one's is
/// the youngest modification time. Files must therefore keep their names and should keep their times on the way
/// here
/// @param every between files without a time
/// @param textLength characters of prompt, answer and target that are kept; 0: none, which is fastest
/// @param workFolder where archives are unpacked; null: the system's folder for temporary files
public record ReadingOptions(
        String format,
        @Nullable String modelName,
        @Nullable String unnamedModel,
        @Nullable Instant from,
        Duration every,
        int textLength,
        @Nullable Path workFolder,
        Limits limits) {

    public static final String AUTO = "auto";

    /// Format by content, times one minute apart, texts up to 10,000 characters, [Limits#defaults()].
    public static ReadingOptions defaults() {
        return new ReadingOptions(AUTO, null, null, null, Duration.ofMinutes(1), 10_000, null, Limits.defaults());
    }

    public ReadingOptions withFormat(String format) {
        return new ReadingOptions(format, modelName, unnamedModel, from, every, textLength, workFolder, limits);
    }

    public ReadingOptions withModelName(@Nullable String modelName) {
        return new ReadingOptions(format, modelName, unnamedModel, from, every, textLength, workFolder, limits);
    }

    public ReadingOptions withUnnamedModel(String unnamedModel) {
        return new ReadingOptions(format, modelName, unnamedModel, from, every, textLength, workFolder, limits);
    }

    /// Null: a file that names no model is refused.
    @Nullable
    String nameOfUnnamed() {
        return modelName == null ? unnamedModel : modelName;
    }

    public ReadingOptions withTimes(@Nullable Instant from, Duration every) {
        return new ReadingOptions(format, modelName, unnamedModel, from, every, textLength, workFolder, limits);
    }

    public ReadingOptions withTextLength(int textLength) {
        return new ReadingOptions(format, modelName, unnamedModel, from, every, textLength, workFolder, limits);
    }

    public ReadingOptions withWorkFolder(@Nullable Path workFolder) {
        return new ReadingOptions(format, modelName, unnamedModel, from, every, textLength, workFolder, limits);
    }

    public ReadingOptions withLimits(Limits limits) {
        return new ReadingOptions(format, modelName, unnamedModel, from, every, textLength, workFolder, limits);
    }
}
