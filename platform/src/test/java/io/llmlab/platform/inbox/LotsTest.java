package io.llmlab.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class LotsTest {

    @Test
    void keepsTheOrderAndAHundredTogetherAtMost() {
        var messages = Collections.nCopies(250, "x").stream().map(Message::of).toList();

        var lots = Lots.of(messages);

        assertThat(lots).extracting(List::size).containsExactly(100, 100, 50);
        assertThat(lots.stream().flatMap(List::stream)).containsExactlyElementsOf(messages);
    }

    @Test
    void readsNoMoreThanHalfAMillionCharactersAtOnceButForASingleMessage() {
        var lots = Lots.of(List.of(ofLength(300_000), ofLength(200_000), ofLength(1), ofLength(900_000), ofLength(1)));

        assertThat(lots).extracting(List::size).containsExactly(2, 1, 1, 1);
    }

    @Test
    void makesNothingOfNothing() {
        assertThat(Lots.of(List.<Message<String>>of())).isEmpty();
    }

    private static Message<String> ofLength(int characters) {
        return Message.of("x".repeat(characters));
    }
}
