package io.llmlab.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The machine a figure was measured on: without it a figure says nothing.
public final class Machine {

    private static final long GIB = 1L << 30;

    private Machine() {}

    /// One line: processor, cores, memory, system, Java, and what else it was doing.
    public static String describe() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        var memory = system instanceof OperatingSystemMXBean bean ? bean.getTotalMemorySize() : 0;
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %d GiB, %s %s, Java %s, load average before: %.2f",
                processor(),
                system.getAvailableProcessors(),
                Math.round((double) memory / GIB),
                system.getName(),
                system.getArch(),
                Runtime.version(),
                system.getSystemLoadAverage());
    }

    /// Linux alone tells it in a file.
    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException notLinux) {
            return "unknown processor";
        }
    }
}
