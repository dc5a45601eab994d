package io.llmlab.alert.incident;

import static io.llmlab.alert.incident.AlertStatus.ACTIVE;

import io.llmlab.alert.link.AcknowledgeLink;
import io.llmlab.alert.link.AcknowledgeLinks;
import io.llmlab.alert.link.AcknowledgeLinks.Reading;
import io.llmlab.alert.notify.Texts;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Acknowledges alerts for whoever holds a signed link to them.
@ApplicationScoped
class AcknowledgeService {

    private static final int LONGEST_NAME = 100;

    private final AcknowledgeLinks links;
    private final AlertRepository alerts;
    private final PartRepository parts;
    private final AlertChanges changes;
    private final AcknowledgePage page;

    AcknowledgeService(
            AcknowledgeLinks links,
            AlertRepository alerts,
            PartRepository parts,
            AlertChanges changes,
            AcknowledgePage page) {
        this.links = links;
        this.alerts = alerts;
        this.parts = parts;
        this.changes = changes;
        this.page = page;
    }

    /// Changes nothing.
    Uni<RestResponse<String>> show(String text) {
        return whereGenuine(
                text,
                link -> Panache.withSession(() -> alerts.withIds(link.alerts())
                        .chain(found -> partsOf(found).map(parts -> page.asIs(link, found, parts)))));
    }

    /// What is acknowledged or over already stays as it is.
    ///
    /// @param name what the person says to be called
    Uni<RestResponse<String>> acknowledge(String text, @Nullable String name) {
        return whereGenuine(
                text,
                link -> Panache.withTransaction(() -> alerts.withIdsToChange(link.alerts())
                        .chain(found -> acknowledge(found, link, nameOf(link, name)))));
    }

    private Uni<RestResponse<String>> whereGenuine(
            String text, Function<AcknowledgeLink, Uni<RestResponse<String>>> answer) {
        return links.read(text).chain(reading -> switch (reading) {
            case Reading.Genuine(var link) -> answer.apply(link);
            case Reading.Expired(var link) -> Uni.createFrom().item(page.expired(link));
            case Reading.Unknown() -> Uni.createFrom().item(page.unknown());
        });
    }

    private Uni<RestResponse<String>> acknowledge(List<Alert> found, AcknowledgeLink link, String by) {
        var active =
                found.stream().filter(alert -> alert.facts().status() == ACTIVE).toList();
        return Multi.createFrom()
                .iterable(active)
                .onItem()
                .transformToUniAndConcatenate(alert -> changes.acknowledgeByLink(alert, by, link.channel()))
                .onItem()
                .ignoreAsUni()
                .chain(() -> partsOf(found))
                .map(parts -> active.isEmpty() ? page.asIs(link, found, parts) : page.acknowledged(link, found, parts));
    }

    private Uni<Map<Long, List<AlertPart>>> partsOf(List<Alert> found) {
        return parts.of(found, AcknowledgePage.MOST_PARTS);
    }

    private static String nameOf(AcknowledgeLink link, @Nullable String name) {
        var given = name == null ? "" : Texts.atMost(LONGEST_NAME, Texts.oneLine(name));
        return given.isEmpty() ? "channel " + link.channel() : given;
    }
}
