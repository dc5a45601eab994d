package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private final List<String> heard = new ArrayList<>();
    private final EventStream stream = new EventStream((type, data) -> heard.add(type + "=" + data));

    @Test
    void readsTheExamplesOfTheStandard() {
        take("data: YHOO\ndata: +2\ndata: 10\n\n: test stream\n\ndata:first event\nid: 1\n\ndata:  third event\n\n");
        take("event: add\r\ndata: 1\r\n\r\nevent: nothing\r\r");
        stream.end();

        assertThat(heard).containsExactly("null=YHOO\n+2\n10", "null=first event", "null= third event", "add=1");
    }

    @Test
    void putsWhatWasSplitTogether() {
        for (var one : Buffer.buffer("event: a\r\ndata: Größe 😀\r\n\r\n").getBytes()) {
            stream.accept(Buffer.buffer(new byte[] {one}));
        }

        assertThat(heard).containsExactly("a=Größe 😀");
    }

    @Test
    void takesTheLastEventWithoutAnEmptyLine() {
        take("data: [DONE]");
        stream.end();

        assertThat(heard).containsExactly("null=[DONE]");
    }

    private void take(String text) {
        stream.accept(Buffer.buffer(text));
    }
}
