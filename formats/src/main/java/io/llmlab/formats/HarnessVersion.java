package io.llmlab.formats;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What of a harness's version belongs into a fingerprint: `0.3.154.dev44+g32a84c8fe` and `0.3.160` are `0.3`. Patches
/// come every week; each would end all series if it were more.
final class HarnessVersion {

    private static final Pattern MINOR = Pattern.compile("^v?(\\d+\\.\\d+)");

    private HarnessVersion() {}

    static @Nullable String minor(@Nullable String version) {
        if (version == null) {
            return null;
        }
        var minor = MINOR.matcher(version);
        return minor.find() ? minor.group(1) : version;
    }
}
