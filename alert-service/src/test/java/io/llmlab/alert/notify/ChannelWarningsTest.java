package io.llmlab.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.link.LinkConfig;
import io.llmlab.platform.http.JsonConventions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelWarningsTest {

    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");
    private static final LinkConfig NOWHERE = Optional::empty;
    private static final LinkConfig SOMEWHERE = () -> Optional.of("https://lab.example.org/");

    @Test
    void warnsWhereMessagesToPeopleHaveNoLinks() {
        assertThat(warnings(NOWHERE, ChannelType.SLACK, true, "https://hooks.example.org"))
                .containsExactly(ChannelWarnings.NO_LINKS);
        assertThat(warnings(SOMEWHERE, ChannelType.SLACK, true, "https://hooks.example.org"))
                .isEmpty();
    }

    @Test
    void isSilentWhereNobodyIsToldAnyway() {
        assertThat(warnings(NOWHERE, ChannelType.CONSOLE, true, "x")).isEmpty();
        assertThat(warnings(NOWHERE, ChannelType.SLACK, false, "x")).isEmpty();
        assertThat(warnings(NOWHERE, ChannelType.SLACK, true, null)).isEmpty();
    }

    @Test
    void joinsLinksWithoutDoublingTheSlash() {
        assertThat(SOMEWHERE.to("/?alert=1")).contains("https://lab.example.org/?alert=1");
        assertThat(NOWHERE.to("/")).isEmpty();
    }

    private static List<String> warnings(
            LinkConfig links, ChannelType type, boolean enabled, @Nullable String receiver) {
        var channel = NotificationChannel.of("c", type, AT);
        channel.change(enabled, receiver == null ? Map.of() : Map.of("receiver", receiver), Set.of(), AT);
        var catalog = new ChannelCatalog(List.of(new Pretended(type)), JsonConventions.mapper());
        return new ChannelWarnings(links, new ChannelRepository(), catalog).of(channel);
    }

    /// @param receiver null: it is not configured
    private record Config(@Nullable String receiver) {}

    private record Pretended(ChannelType type) implements Channel<Config> {

        @Override
        public Class<Config> configType() {
            return Config.class;
        }

        @Override
        public Optional<String> missing(Config config) {
            return config.receiver() == null ? Optional.of("receiver is not set") : Optional.empty();
        }

        @Override
        public Uni<Outcome> send(Config config, Dispatch dispatch) {
            throw new UnsupportedOperationException();
        }
    }
}
