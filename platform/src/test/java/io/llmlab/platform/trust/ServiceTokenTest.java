package io.llmlab.platform.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTokenTest {

    private static final String OLD = "o".repeat(32);
    private static final String NEW = "n".repeat(32);

    private static ServiceToken of(String... tokens) {
        return new ServiceToken(new ServiceConfig() {
            @Override
            public Optional<List<String>> token() {
                return Optional.of(List.of(tokens)).filter(given -> !given.isEmpty());
            }

            @Override
            public boolean internal() {
                return true;
            }
        });
    }

    @Test
    void sendsTheFirstAndAcceptsAll() {
        var token = of(OLD, NEW);

        assertThat(token.toSend()).contains(OLD);
        assertThat(token.accepts(OLD)).isTrue();
        assertThat(token.accepts(NEW)).isTrue();
        assertThat(token.accepts(OLD.substring(1))).isFalse();
        assertThat(token.accepts("")).isFalse();
        assertThat(token.accepts(null)).isFalse();
    }

    @Test
    void acceptsNothingWhereNoneIsSet() {
        assertThat(of().toSend()).isEmpty();
        assertThat(of().accepts("")).isFalse();
    }

    @Test
    void refusesWhatCanBeGuessedAndDoesNotRepeatIt() {
        assertThatThrownBy(() -> of("guessable"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 characters")
                .hasMessageNotContaining("guessable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "runner.example"})
    void isRequiredWhereOthersReachTheService(String address) {
        assertThatThrownBy(() -> ServiceGuard.requireClosed(false, address))
                .hasMessageContaining(address)
                .hasMessageContaining("LLMLAB_SERVICE_TOKEN");
        assertThatCode(() -> ServiceGuard.requireClosed(true, address)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void isNotNeededOnTheLoopbackInterface(String address) {
        assertThatCode(() -> ServiceGuard.requireClosed(false, address)).doesNotThrowAnyException();
    }
}
