package io.llmlab.gateway.admin;

import io.llmlab.gateway.admin.Services.Question;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.OwnerClient.OwnerAnswer;
import io.llmlab.platform.deadletter.DeadLetter;
import io.llmlab.platform.deadletter.DeadLetters;
import io.llmlab.platform.deadletter.LetterFilter;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.platform.problem.DomainException.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/// The dead letters of all services, and the way to the one that owns a letter.
@ApplicationScoped
class DeadLetterService {

    private static final String PATH = "/internal/dead-letters";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// A service gives up after twenty seconds.
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(25);

    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final Services services;
    private final DeadLetters own;

    DeadLetterService(Services services, DeadLetters own) {
        this.services = services;
        this.own = own;
    }

    Uni<MergedList<DeadLetter>> list(LetterFilter filter, MergedPage page) {
        var question = new Question(
                HttpMethod.GET,
                owner -> path(owner, filter, page),
                services.type(Listing.class, DeadLetter.class),
                PATIENCE);
        return services.ask(question, own(filter, page))
                .map(gathered -> new MergedList<>(gathered, DeadLetterService::placeOf));
    }

    Uni<DeadLetter> replay(String service, long id) {
        var owner = ownerOf(service);
        return owner == Owner.GATEWAY ? own.replay(id) : command(owner, id, "replay");
    }

    Uni<DeadLetter> discard(String service, long id) {
        var owner = ownerOf(service);
        return owner == Owner.GATEWAY ? own.discard(id) : command(owner, id, "discard");
    }

    private Uni<Listing<DeadLetter>> own(LetterFilter filter, MergedPage page) {
        var place = page.after().map(cursor -> cursor.of(Services.nameOf(Owner.GATEWAY)));
        return own.page(filter, place, page.limit(), page.count());
    }

    private static String path(Owner owner, LetterFilter filter, MergedPage page) {
        return new PartQuery(PATH, page, Services.nameOf(owner))
                .with("state", filter.state().name().toLowerCase(Locale.ROOT))
                .with("topic", filter.topic())
                .toString();
    }

    private Uni<DeadLetter> command(Owner owner, long id, String verb) {
        return services.command(owner, "%s/%d/%s".formatted(PATH, id, verb), LONG_PATIENCE)
                .onFailure()
                .transform(_ -> new Unavailable(
                        "The %s service is away at the moment".formatted(Services.nameOf(owner)), A_WHILE))
                .map(answer -> letter(answer, owner, id));
    }

    private DeadLetter letter(OwnerAnswer answer, Owner owner, long id) {
        return switch (answer.status()) {
            case 200 -> services.read(answer.body(), services.type(DeadLetter.class));
            case 404 -> throw new NotFound("dead letter", id);
            case 409 -> throw new Conflict(answer.body().path("detail").asText());
            default ->
                throw new Unavailable(
                        answer.body()
                                .path("detail")
                                .asText("The %s service answered %d"
                                        .formatted(Services.nameOf(owner), answer.status())),
                        A_WHILE);
        };
    }

    private static Owner ownerOf(String service) {
        return Stream.of(Owner.values())
                .filter(owner -> Services.nameOf(owner).equals(service))
                .findFirst()
                .orElseThrow(() -> new NotFound("service", service));
    }

    private static Cursor placeOf(DeadLetter letter) {
        return new Cursor(letter.at(), letter.service(), letter.id());
    }
}
