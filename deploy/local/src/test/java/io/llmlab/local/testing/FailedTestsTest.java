package io.llmlab.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedTestsTest {

    private static final Instant BEGUN = Instant.parse("2026-11-29T02:00:00Z");

    @TempDir
    Path project = Path.of("");

    @Test
    void namesEachWithItsModuleAndWhatItSaid() throws IOException {
        report("alert-service", "io.llmlab.alert.rule.RuleTest", """
                <testcase name="fires" classname="io.llmlab.alert.rule.RuleTest" time="0.1">
                  <failure message="&#10;expected: 3&#10; but was: 5" type="org.opentest4j.AssertionFailedError"
                    ><![CDATA[org.opentest4j.AssertionFailedError: a long trace]]></failure>
                  <system-out><![CDATA[<failure message="only printed"/>]]></system-out>
                </testcase>
                <testcase name="isQuiet" classname="io.llmlab.alert.rule.RuleTest" time="0.1"/>
                <testcase name="waits" classname="io.llmlab.alert.rule.RuleTest"><skipped message="not now"/></testcase>
                """);
        report("deploy/e2e", "io.llmlab.e2e.ImportTest", """
                <testcase name="" classname="io.llmlab.e2e.ImportTest" time="0.0">
                  <error type="java.lang.NullPointerException">a trace</error>
                </testcase>
                """);

        assertThat(FailedTests.lines(project, BEGUN))
                .containsExactly(
                        "Failed:",
                        "  alert-service: RuleTest.fires: expected: 3 but was: 5",
                        "  deploy/e2e: ImportTest: java.lang.NullPointerException");
    }

    @Test
    void isSilentWhereNothingFailed() throws IOException {
        report("formats", "a.OneTest", "<testcase name=\"works\" classname=\"a.OneTest\"/>");

        assertThat(FailedTests.lines(project, BEGUN)).isEmpty();
    }

    @Test
    void showsTheModulesWhereFewFailedFirstAndCountsTheRest() throws IOException {
        report("deploy/e2e", "a.ManyTest", failures("a.ManyTest", 45));
        report("regression-service", "b.OneTest", failures("b.OneTest", 1));

        assertThat(FailedTests.lines(project, BEGUN))
                .hasSize(42)
                .startsWith("Failed:", "  regression-service: OneTest.case0: no", "  deploy/e2e: ManyTest.case0: no")
                .contains("  deploy/e2e: ManyTest.case38: no")
                .endsWith("  and 6 more");
    }

    @Test
    void keepsALongMessageOnOneLineOfBoundedLength() throws IOException {
        report("formats", "a.OneTest", """
                <testcase name="says" classname="a.OneTest"><failure message="%s"/></testcase>
                """.formatted("many words ".repeat(100)));

        assertThat(FailedTests.lines(project, BEGUN).getLast())
                .hasSizeLessThan(250)
                .startsWith("  formats: OneTest.says: many words many")
                .endsWith("…");
    }

    @Test
    void doesNotCountWhatAnEarlierRunLeft() throws IOException {
        var report = report("formats", "a.OneTest", failures("a.OneTest", 1));
        Files.setLastModifiedTime(report, FileTime.from(BEGUN.minusSeconds(1)));

        assertThat(FailedTests.lines(project, BEGUN)).isEmpty();
    }

    @Test
    void namesAReportThatBreaksOff() throws IOException {
        var report = report("formats", "a.OneTest", failures("a.OneTest", 1));
        var text = Files.readString(report);
        Files.writeString(report, text.substring(0, text.length() - 15));

        assertThat(FailedTests.lines(project, BEGUN))
                .containsExactly(
                        "Failed:",
                        "  formats: OneTest.case0: no",
                        "  formats: TEST-a.OneTest.xml: the report cannot be read");
    }

    private static String failures(String type, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "<testcase name=\"case%d\" classname=\"%s\"><failure message=\"no\"/></testcase>"
                        .formatted(number, type))
                .collect(Collectors.joining("\n"));
    }

    private Path report(String module, String type, String cases) throws IOException {
        var folder = Files.createDirectories(project.resolve(module).resolve("target/surefire-reports"));
        return Files.writeString(
                folder.resolve("TEST-%s.xml".formatted(type)),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"%s\">\n%s\n</testsuite>\n"
                        .formatted(type, cases));
    }
}
