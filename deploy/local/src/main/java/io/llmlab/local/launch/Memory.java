package io.llmlab.local.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The main memory a process and its children hold.
///
/// On Linux a page that several processes share (Postgres' buffers) counts once, by its proportional share; elsewhere
/// it is the sum of the resident sets.
record Memory(long kilobytes) {

    private static final Pattern SHARE = Pattern.compile("(?m)^Pss: *(\\d+) kB$");

    /// Empty where the system does not tell.
    static Optional<Memory> of(ProcessHandle process) {
        var sum = Stream.concat(Stream.of(process), process.descendants())
                .flatMap(one -> kilobytes(one.pid()).stream())
                .reduce(Long::sum);
        return sum.map(Memory::new);
    }

    /// For example `182 MB`.
    String words() {
        return String.format(Locale.ROOT, "%d MB", Math.round(kilobytes / 1024.0));
    }

    private static Optional<Long> kilobytes(long pid) {
        var shares = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        try {
            if (Files.exists(shares)) {
                var share = SHARE.matcher(Files.readString(shares));
                return share.find() ? Optional.of(Long.valueOf(share.group(1))) : Optional.empty();
            }
            return residentSet(pid);
        } catch (IOException | NumberFormatException gone) {
            return Optional.empty();
        }
    }

    private static Optional<Long> residentSet(long pid) throws IOException {
        var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        var size = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return size.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(size));
    }
}
