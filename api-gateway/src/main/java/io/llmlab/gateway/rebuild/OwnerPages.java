package io.llmlab.gateway.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.OwnerClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// Walks through the lists of the owners by the id that was last seen.
@ApplicationScoped
class OwnerPages {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OwnerClient owners;

    OwnerPages(OwnerClient owners) {
        this.owners = owners;
    }

    private static final class Position {
        private String after = "";
        private boolean ended;
    }

    /// @param path up to where its query goes on: `/models?` or `/models?active_only=false&`
    /// @param step what is done with a page before the next one is read
    Uni<Void> each(Owner owner, String path, int limit, Function<List<JsonNode>, Uni<Void>> step) {
        return Multi.createBy()
                .repeating()
                .uni(Position::new, position -> next(owner, path, limit, position))
                .until(List::isEmpty)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<List<JsonNode>> next(Owner owner, String path, int limit, Position position) {
        if (position.ended) {
            return Uni.createFrom().item(List.of());
        }
        return owners.get(owner, "%slimit=%d%s".formatted(path, limit, position.after), PATIENCE)
                .map(answer -> StreamSupport.stream(answer.spliterator(), false).toList())
                .invoke(page -> advance(position, page, limit));
    }

    private static void advance(Position position, List<JsonNode> page, int limit) {
        position.ended = page.size() < limit;
        if (!page.isEmpty()) {
            position.after = "&after=%d".formatted(page.getLast().path("id").asLong());
        }
    }
}
