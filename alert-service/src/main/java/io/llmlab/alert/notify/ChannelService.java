package io.llmlab.alert.notify;

import io.llmlab.alert.notify.ChannelUsers.Use;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Makes, changes and finds channels.
@ApplicationScoped
class ChannelService {

    private final ChannelRepository channels;
    private final ChannelCatalog catalog;
    private final ChannelWarnings warnings;
    private final ChannelUses users;
    private final Audit audit;
    private final Clock clock;

    ChannelService(
            ChannelRepository channels,
            ChannelCatalog catalog,
            ChannelWarnings warnings,
            ChannelUses users,
            Audit audit,
            Clock clock) {
        this.channels = channels;
        this.catalog = catalog;
        this.warnings = warnings;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    @WithSession
    Uni<List<ChannelView>> list(Page page) {
        return channels.page(page.limit(), page.offset()).chain(this::views);
    }

    @WithSession
    Uni<ChannelView> get(String name) {
        return channels.require(name).chain(this::view);
    }

    /// Which of the given settings are secrets, and not those that the channel has.
    @WithSession
    Uni<SecretsComparison> compareSecrets(String name, Map<String, Object> given) {
        return channels.require(name)
                .map(channel -> new SecretsComparison(catalog.differing(channel.type(), channel.config(), given)));
    }

    @WithTransaction
    Uni<ChannelView> create(ChannelRequest request) {
        var name = request.requiredName();
        var channel = NotificationChannel.of(name, request.requiredType(), clock.instant());
        return requireFree(name)
                .chain(() -> apply(request, channel))
                .chain(() -> channels.persistAndFlush(channel))
                .call(() -> audit.record(Audit.ANONYMOUS, "created", "notification channel " + name))
                .chain(this::view);
    }

    @WithTransaction
    Uni<ChannelView> change(String name, ChannelRequest request) {
        return channels.requireToChange(name)
                .invoke(channel -> requireSame(channel, request))
                .call(channel -> apply(request, channel))
                // Another receiver, perhaps, or one that was asked.
                .call(() -> channels.release(name))
                .call(() -> audit.record(Audit.ANONYMOUS, "changed", "notification channel " + name))
                .chain(this::view);
    }

    @WithTransaction
    Uni<Void> delete(String name) {
        return channels.requireToChange(name)
                .call(() -> users.all().invoke(uses -> requireUnused(name, uses)))
                .chain(channels::delete)
                .chain(() -> channels.release(name))
                .chain(() -> audit.record(Audit.ANONYMOUS, "deleted", "notification channel " + name));
    }

    /// A channel whose secrets cannot be opened can still be disabled: only settings that are given are
    /// looked at.
    private Uni<Void> apply(ChannelRequest request, NotificationChannel channel) {
        var given = request.config();
        var settings = given == null ? null : catalog.change(channel.type(), channel.config(), given);
        channel.change(request.enabled(), settings, clock.instant());
        if (request.setsLimit()) {
            channel.limit(request.limit());
        }
        return settings == null ? Uni.createFrom().voidItem() : catalog.check(channel.type(), settings);
    }

    private Uni<ChannelView> view(NotificationChannel channel) {
        return views(List.of(channel)).map(List::getFirst);
    }

    private Uni<List<ChannelView>> views(List<NotificationChannel> found) {
        return users.all()
                .map(uses -> found.stream()
                        .map(channel -> ChannelView.of(channel, catalog, warnings, uses))
                        .toList());
    }

    private Uni<Void> requireFree(String name) {
        return channels.has(name)
                .invoke(taken -> {
                    if (taken) {
                        throw new Conflict("There is a notification channel %s already".formatted(name));
                    }
                })
                .replaceWithVoid();
    }

    private static void requireSame(NotificationChannel channel, ChannelRequest request) {
        if (request.name() != null && !request.name().equals(channel.name())) {
            throw Invalid.inBody("/name", "cannot be changed: rules name channels by it");
        }
        if (request.type() != null && request.type() != channel.type()) {
            throw Invalid.inBody("/type", "cannot be changed; make another channel");
        }
    }

    private static void requireUnused(String name, List<Use> uses) {
        var rules = uses.stream().filter(use -> use.names(name)).map(Use::id).collect(Collectors.joining(", "));
        if (!rules.isEmpty()) {
            throw new Conflict("Channel %s is named by the rules %s".formatted(name, rules));
        }
    }
}
