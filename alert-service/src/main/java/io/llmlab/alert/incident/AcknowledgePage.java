package io.llmlab.alert.incident;

import static io.llmlab.alert.incident.AlertStatus.ACTIVE;
import static io.llmlab.alert.incident.AlertStatus.RESOLVED;

import io.llmlab.alert.link.AcknowledgeLink;
import io.llmlab.alert.link.LinkConfig;
import io.llmlab.alert.notify.Facts;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/// The pages that a person sees who follows the link of a message (`templates/acknowledge.html`). They load nothing,
/// run nothing, are kept by nobody and sit in no frame.
@ApplicationScoped
class AcknowledgePage {

    private static final int FORBIDDEN = 403;
    private static final int GONE = 410;

    /// So many of an alert's parts are named.
    static final int MOST_PARTS = 20;

    private final Template template;
    private final PageStyle style;
    private final LinkConfig links;

    AcknowledgePage(@Location("acknowledge.html") Template template, PageStyle style, LinkConfig links) {
        this.template = template;
        this.style = style;
        this.links = links;
    }

    /// With a button where one of them is active.
    RestResponse<String> asIs(AcknowledgeLink link, List<Alert> alerts, Map<Long, List<AlertPart>> parts) {
        var active = alerts.stream().filter(alert -> is(alert, ACTIVE)).count();
        if (alerts.isEmpty()) {
            return page(
                    200,
                    "Nothing is kept of this",
                    "It was so long ago that it has been deleted.",
                    link,
                    alerts,
                    parts);
        }
        if (active > 0) {
            var heading = active == 1 ? "Acknowledge this alert?" : "Acknowledge %d alerts?".formatted(active);
            return page(
                    200,
                    heading,
                    "You tell the others that you have it in hand. Reminders and escalation stop.",
                    link,
                    alerts,
                    parts);
        }
        return alerts.stream().allMatch(alert -> is(alert, RESOLVED))
                ? page(200, "It is over", "There is nothing to acknowledge any more.", link, alerts, parts)
                : page(200, "Acknowledged already", "Somebody has it in hand.", link, alerts, parts);
    }

    RestResponse<String> acknowledged(AcknowledgeLink link, List<Alert> alerts, Map<Long, List<AlertPart>> parts) {
        return page(
                200,
                "Acknowledged",
                "Reminders and escalation have stopped. You may close this page.",
                link,
                alerts,
                parts);
    }

    RestResponse<String> expired(AcknowledgeLink link) {
        var lead = "It worked until %s. Newer messages bring newer links.".formatted(Facts.time(link.until()));
        return page(GONE, "This link has expired", lead, link, List.of(), Map.of());
    }

    RestResponse<String> unknown() {
        var lead = "Perhaps it was cut off on its way: copy all of it from the message. It may be too old, too.";
        return page(FORBIDDEN, "This link is not valid", lead, null, List.of(), Map.of());
    }

    private RestResponse<String> page(
            int status,
            String heading,
            String lead,
            @Nullable AcknowledgeLink link,
            List<Alert> alerts,
            Map<Long, List<AlertPart>> parts) {
        var body = template.data("heading", heading)
                .data("lead", lead)
                .data("style", style.css())
                .data(
                        "alerts",
                        alerts.stream()
                                .map(alert -> described(alert, parts.getOrDefault(alert.id(), List.of())))
                                .toList())
                .data("button", alerts.stream().anyMatch(alert -> is(alert, ACTIVE)) && !heading.equals("Acknowledged"))
                .data("channel", link == null ? "" : link.channel())
                .data("home", home(link))
                .render();
        return ResponseBuilder.create(RestResponse.Status.fromStatusCode(status), body)
                .type(MediaType.TEXT_HTML + ";charset=UTF-8")
                .header(
                        "Content-Security-Policy",
                        ("default-src 'none'; style-src '%s'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                                .formatted(style.hash()))
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .build();
    }

    /// Empty where nobody said what links begin with.
    private String home(@Nullable AcknowledgeLink link) {
        return links.to(link == null ? "/" : "/?alert=" + link.alerts().getFirst())
                .orElse("");
    }

    private static Map<String, Object> described(Alert alert, List<AlertPart> parts) {
        var facts = alert.facts();
        var described = new HashMap<String, Object>();
        described.put("title", facts.title());
        described.put("severity", facts.severity().name().toLowerCase(Locale.ROOT));
        described.put("status", facts.status().name().toLowerCase(Locale.ROOT));
        described.put("text", facts.message());
        described.put("facts", facts(alert, facts, parts));
        return described;
    }

    private static List<Map<String, String>> facts(Alert alert, AlertFacts facts, List<AlertPart> parts) {
        return Stream.of(
                        fact("Model", alert.model().exists() ? alert.model().name() : null),
                        fact("Dataset", facts.datasetName()),
                        fact("Parts", alert.isSingle() ? null : listed(facts.partsTotal(), parts)),
                        fact("Run", facts.runId() == null ? null : facts.runId().toString()),
                        fact("Rule", facts.ruleId()),
                        fact("Since", Facts.time(facts.timestamp())),
                        fact("Seen", facts.occurrences() == 1 ? null : facts.occurrences() + " times"),
                        fact("Acknowledged", did(facts.acknowledgedBy(), facts.acknowledgedAt())),
                        fact("Over", did(facts.resolvedBy(), facts.resolvedAt())))
                .flatMap(List::stream)
                .toList();
    }

    private static String listed(int total, List<AlertPart> parts) {
        var named = parts.stream().map(AlertPart::about).collect(Collectors.joining(", "));
        return total > parts.size() ? "%s and %d more".formatted(named, total - parts.size()) : named;
    }

    private static List<Map<String, String>> fact(String name, @Nullable String value) {
        return value == null ? List.of() : List.of(Map.of("name", name, "value", value));
    }

    private static @Nullable String did(@Nullable String by, @Nullable Instant at) {
        return at == null ? null : "by %s, %s".formatted(by == null ? "system" : by, Facts.time(at));
    }

    private static boolean is(Alert alert, AlertStatus status) {
        return alert.facts().status() == status;
    }
}
