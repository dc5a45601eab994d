package io.llmlab.runner.load;

import io.llmlab.formats.ReadingOptions;
import io.llmlab.formats.ResultFiles;
import io.llmlab.platform.problem.DomainException.Invalid;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// How the files of an import are to be read; use it as a `@BeanParam`.
public class ImportRequest {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int NAME_LENGTH = 255;

    @QueryParam("format")
    @Parameter(
            description =
                    "`auto` (default): the content decides; or lm-eval, promptfoo, inspect, bmf, openai-evals, chat-completions")
    private @Nullable String format;

    @QueryParam("model_name")
    @Parameter(description = "Instead of what the files say; needed where they name no model")
    private @Nullable String modelName;

    @QueryParam("from")
    @Parameter(description = "Time of the first of the files that have none, in the natural order of their names")
    private @Nullable Instant from;

    @QueryParam("every")
    @Parameter(description = "Between files without a time: `30s`, `1m`, `6h`, `1d` or ISO 8601; default `1m`")
    private @Nullable String every;

    @QueryParam("dry_run")
    @Parameter(description = "true: says what would be stored and stores nothing")
    private @Nullable Boolean dryRun;

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }

    ReadingOptions options() {
        if (modelName != null && (modelName.isBlank() || modelName.length() > NAME_LENGTH)) {
            throw Invalid.inParameter("model_name", "must have 1 to %d characters".formatted(NAME_LENGTH));
        }
        return ReadingOptions.defaults()
                .withFormat(requireKnown(format))
                .withModelName(modelName)
                .withTimes(from, every == null ? Duration.ofMinutes(1) : interval(every));
    }

    private static String requireKnown(@Nullable String format) {
        if (format == null || format.equals(ReadingOptions.AUTO)) {
            return ReadingOptions.AUTO;
        }
        if (!ResultFiles.formats().contains(format)) {
            throw Invalid.inParameter(
                    "format",
                    "must be auto or one of %s, not '%s'".formatted(String.join(", ", ResultFiles.formats()), format));
        }
        return format;
    }

    private static Duration interval(String text) {
        try {
            var interval = Intervals.parse(text);
            if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
                throw Invalid.inParameter("every", "must be 1 millisecond to 366 days, not %s".formatted(text));
            }
            return interval;
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            throw Invalid.inParameter("every", Intervals.EXPECTED.formatted(text));
        }
    }
}
