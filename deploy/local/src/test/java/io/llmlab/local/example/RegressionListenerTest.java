package io.llmlab.local.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.server.KafkaBroker;
import io.llmlab.local.server.Ports;
import io.llmlab.local.server.SuiteTopics;
import io.llmlab.local.testing.TopicWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The consumer of the page does what the page says, and is what the page shows.
class RegressionListenerTest {

    private static final Path CONTRACT = Path.of("../../regression-service/src/main/resources/contract");
    private static final Path PAGE = Path.of("../../docs/events.md");
    private static final Path SOURCE = Path.of("src/test/java/io/llmlab/local/example/RegressionListener.java");
    private static final String TOPIC = "llmlab.regression-found.v1";

    @TempDir
    Path folder = Path.of("");

    @Test
    void tellsEachFindingOnceAndNothingElse() throws Exception {
        var ports = Ports.free(2);
        try (var broker = KafkaBroker.in(folder, ports.getFirst(), ports.getLast())) {
            SuiteTopics.create(broker.bootstrapServers());
            var writer = new TopicWriter(broker.bootstrapServers(), "/llmlab/regression");
            writer.send(TOPIC, "7", "regression-found", "1", example("regression-found"));
            writer.send(TOPIC, "7", "regression-cleared", "2", example("regression-cleared"));
            writer.send(TOPIC, "7", "regression-found", "1", example("regression-found"));
            writer.send(TOPIC, "7", "regression-found", "3", "no json");
            var told = new CopyOnWriteArrayList<String>();
            var listener = new RegressionListener(broker.bootstrapServers(), "page", told::add);
            var thread = Thread.ofVirtual().start(listener::run);

            await().atMost(Duration.ofSeconds(60)).until(() -> told.size() >= 2);
            listener.stop();
            thread.join();

            assertThat(told.getFirst())
                    .isEqualTo("critical: overall_accuracy of gpt-x on gsm8k went from 0.5625 to 0.2168");
            assertThat(told.getLast()).startsWith("An event cannot be read");
            assertThat(told).hasSize(2);
        }
    }

    /// `-Dllmlab.write=true` brings the page up to date.
    @Test
    void isTheOneOfThePage() throws IOException {
        var begin = "<!-- consumer: begin -->\n";
        var page = Files.readString(PAGE);
        var wanted = page.substring(0, page.indexOf(begin) + begin.length())
                + "```java\n"
                + withoutPackage(Files.readString(SOURCE))
                + "```\n"
                + page.substring(page.indexOf("<!-- consumer: end -->"));
        if (Boolean.getBoolean("llmlab.write")) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(wanted);
    }

    private static String withoutPackage(String source) {
        return source.substring(source.indexOf("import "));
    }

    private static String example(String event) throws IOException {
        return Files.readString(CONTRACT.resolve(event + ".v1.example.json"));
    }
}
