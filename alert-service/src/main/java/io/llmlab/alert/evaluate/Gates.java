package io.llmlab.alert.evaluate;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// All gates in a row.
@ApplicationScoped
class Gates {

    private final List<Gate> gates;

    Gates(@All List<Gate> gates) {
        this.gates = gates;
    }

    /// The first gate that is shut, or free.
    Uni<Passage> ask(Candidate candidate) {
        return Multi.createFrom()
                .iterable(gates)
                .onItem()
                .transformToUniAndConcatenate(gate -> gate.ask(candidate))
                .filter(Passage.Held.class::isInstance)
                .toUni()
                .onItem()
                .ifNull()
                .continueWith(Passage.Free::new);
    }
}
