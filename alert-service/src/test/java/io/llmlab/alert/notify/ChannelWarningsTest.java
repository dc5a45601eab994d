package io.llmlab.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.MailServer;
import io.llmlab.alert.link.LinkConfig;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class ChannelWarningsTest {

    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");
    private static final LinkConfig NOWHERE = Optional::empty;
    private static final LinkConfig SOMEWHERE = () -> Optional.of("https://lab.example.org/");

    @Inject
    ChannelCatalog catalog;

    @Test
    void warnsWhereMessagesToPeopleHaveNoLinks() {
        assertThat(warnings(NOWHERE, ChannelType.SLACK, true, "https://hooks.example.org"))
                .containsExactly(ChannelWarnings.NO_LINKS);
        assertThat(warnings(SOMEWHERE, ChannelType.SLACK, true, "https://hooks.example.org"))
                .isEmpty();
    }

    @Test
    void isSilentWhereNobodyIsToldAnyway() {
        assertThat(warnings(NOWHERE, ChannelType.CONSOLE, true, null)).isEmpty();
        assertThat(warnings(NOWHERE, ChannelType.SLACK, false, "https://hooks.example.org"))
                .isEmpty();
        assertThat(warnings(NOWHERE, ChannelType.SLACK, true, null)).isEmpty();
    }

    @Test
    void joinsLinksWithoutDoublingTheSlash() {
        assertThat(SOMEWHERE.to("/?alert=1")).contains("https://lab.example.org/?alert=1");
        assertThat(NOWHERE.to("/")).isEmpty();
    }

    private List<String> warnings(LinkConfig links, ChannelType type, boolean enabled, @Nullable String webhook) {
        var channel = NotificationChannel.of("c", type, AT);
        var settings = webhook == null ? Map.<String, Object>of() : Map.<String, Object>of("webhook_url", webhook);
        channel.change(enabled, catalog.change(type, channel.config(), settings), AT);
        return new ChannelWarnings(links, new ChannelRepository(), catalog).of(channel);
    }
}
