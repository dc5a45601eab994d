package io.llmlab.platform.flow;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/// What is done with one item after the other.
public final class Steps {

    private Steps() {}

    /// Takes the step with each item, in the order of the items, and each only when the one before has ended: so steps
    /// may share a session, which takes one statement at a time, and each sees what those before it did.
    ///
    /// The first failure is the failure of the whole: no step is taken after it, and what was done before it stays,
    /// unless a transaction around it undoes it. Without items it ends at once. Nothing begins before somebody
    /// subscribes, and who subscribes again begins anew.
    public static <T> Uni<Void> inTurn(Iterable<T> items, Function<? super T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .onItem()
                .ignoreAsUni();
    }
}
