package io.llmlab.local.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Surefire's report on one test class (`TEST-….xml`).
///
/// @param module what the failed tests name as theirs
record TestReport(String module, Path file) {

    /// @return those that failed; the report itself where it breaks off, as it does when the process of the tests ended
    List<FailedTest> failed() throws IOException {
        var failed = new ArrayList<FailedTest>();
        try (var text = Files.newInputStream(file)) {
            var report = xml().createXMLStreamReader(text);
            var type = "";
            var method = "";
            while (report.hasNext()) {
                if (report.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                switch (report.getLocalName()) {
                    case "testcase" -> {
                        type = attribute(report, "classname");
                        method = attribute(report, "name");
                    }
                    case "failure", "error" -> failed.add(FailedTest.of(module, type, method, reason(report)));
                    default -> {}
                }
            }
        } catch (XMLStreamException broken) {
            failed.add(new FailedTest(module, file.getFileName().toString(), "the report cannot be read"));
        }
        return failed;
    }

    private static XMLInputFactory xml() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        return factory;
    }

    private static String reason(XMLStreamReader report) {
        var message = attribute(report, "message");
        return message.isBlank() ? attribute(report, "type") : message;
    }

    private static String attribute(XMLStreamReader report, String name) {
        return Objects.requireNonNullElse(report.getAttributeValue(null, name), "");
    }
}
