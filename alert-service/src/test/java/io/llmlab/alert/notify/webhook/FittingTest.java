package io.llmlab.alert.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Messages;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FittingTest {

    @Test
    void leavesWhatFitsAsItIs() {
        var message = Messages.of("t", "gpt-x", Message.MOST_ITEMS);

        assertThat(text(message, 900)).isEqualTo(new String(body(message, 900), StandardCharsets.UTF_8));
    }

    @Test
    void leavesTheLeastImportantItemsOutAndCountsThem() {
        assertThat(text(Messages.of("t", "gpt-x", Message.MOST_ITEMS), 3_000))
                .startsWith("m0 fell <fast>,m1 fell <fast>,m2 fell <fast>,m3 fell <fast>,m4 fell <fast> and 15 more");
        assertThat(text(Messages.of("t", "gpt-x", 3), 15_000)).startsWith("m0 fell <fast> and 2 more");
    }

    @Test
    void tellsOneItemHoweverLongItIs() {
        assertThat(text(Messages.of("t", "gpt-x", 3), 30_000)).startsWith("m0 fell <fast> and 2 more");
    }

    private static String text(Message message, int size) {
        return new String(Fitting.of(message, fitted -> body(fitted, size)), StandardCharsets.UTF_8);
    }

    /// Each item takes so many bytes.
    private static byte[] body(Message message, int size) {
        var names = message.items().stream().map(Message.Item::text).collect(Collectors.joining(","));
        var said = "%s and %d more".formatted(names, message.omitted());
        var filling = " ".repeat(size * message.items().size() - said.length());
        return (said + filling).getBytes(StandardCharsets.UTF_8);
    }
}
