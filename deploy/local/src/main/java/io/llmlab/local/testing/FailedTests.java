package io.llmlab.local.testing;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What `./lab test` ends with: the failed tests of all modules, a line each. Maven names them too, but module by
/// module, far apart in a long log.
public final class FailedTests {

    private static final int MOST = 40;

    /// A module is a folder of the project, or of `deploy`.
    private static final int DEPTH = 2;

    private static final String REPORTS = "target/surefire-reports";

    private FailedTests() {}

    /// Prints nothing where nothing failed.
    ///
    /// @param arguments the project's folder, and when the tests began (seconds since 1970)
    public static void main(String[] arguments) throws IOException {
        lines(Path.of(arguments[0]), Instant.ofEpochSecond(Long.parseLong(arguments[1])))
                .forEach(System.out::println);
    }

    /// A module where few failed comes first: many failures of one mostly have one cause, and must not push the others
    /// out of sight.
    ///
    /// @param project its folder
    /// @param since a report written earlier is of another run and does not count
    /// @return nothing, or a heading and at most 41 lines
    static List<String> lines(Path project, Instant since) throws IOException {
        var failed = read(project, since);
        if (failed.isEmpty()) {
            return List.of();
        }
        var each = failed.stream().collect(groupingBy(FailedTest::module, counting()));
        var lines = new ArrayList<>(List.of("Failed:"));
        failed.stream()
                .sorted(Comparator.comparing(test -> each.getOrDefault(test.module(), 0L)))
                .limit(MOST)
                .forEach(test -> lines.add("  " + test));
        if (failed.size() > MOST) {
            lines.add("  and %d more".formatted(failed.size() - MOST));
        }
        return lines;
    }

    private static List<FailedTest> read(Path project, Instant since) throws IOException {
        var failed = new ArrayList<FailedTest>();
        for (var module : modules(project)) {
            try (var reports = Files.newDirectoryStream(module.resolve(REPORTS), "TEST-*.xml")) {
                for (var report : reports) {
                    if (!Files.getLastModifiedTime(report).toInstant().isBefore(since)) {
                        failed.addAll(new TestReport(project.relativize(module).toString(), report).failed());
                    }
                }
            }
        }
        return failed;
    }

    private static List<Path> modules(Path project) throws IOException {
        try (var folders = Files.find(project, DEPTH, (folder, _) -> Files.isDirectory(folder.resolve(REPORTS)))) {
            return folders.sorted().toList();
        }
    }
}
