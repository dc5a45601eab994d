package io.llmlab.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortablePatternTest {

    @Test
    void fitsAWholeValue() {
        assertThat(PortablePattern.of("[a-z]{1,3}|[0-9]")).isEqualTo("^(?:[a-z]{1,3}|[0-9])$");
    }

    @Test
    void spellsOutWhatOnlyJavaHasAName() {
        assertThat(PortablePattern.of("[^\\p{Cntrl}/]*")).isEqualTo("^(?:[^\\x00-\\x1f\\x7f/]*)$");
        assertThat(PortablePattern.of("(?s).*\\{prompt\\}\\..*")).isEqualTo("^(?:[\\s\\S]*\\{prompt\\}\\.[\\s\\S]*)$");
    }

    @Test
    void leavesASearchASearch() {
        assertThat(PortablePattern.of("\\S")).isEqualTo("\\S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\p{Alpha}+", "(?i)yes", "a++b", "\\Qa.b\\E"})
    void refusesWhatClientsCannotCheck(String java) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortablePattern.of(java))
                .withMessageContaining(java);
    }
}
