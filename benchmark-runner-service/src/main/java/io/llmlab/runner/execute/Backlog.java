package io.llmlab.runner.execute;

import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.dataset.DatasetItems;
import io.llmlab.runner.execute.StoredAnswers.Stored;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads what a run has still to do. An item that is no longer there is passed over.
@ApplicationScoped
class Backlog {

    private static final int READ_AT_ONCE = 200;

    private final DatasetItems items;
    private final StoredAnswers answers;

    Backlog(DatasetItems items, StoredAnswers answers) {
        this.items = items;
        this.answers = answers;
    }

    /// An answer that an earlier attempt got and nobody judged.
    record Unjudged(DatasetItem item, Stored stored) {}

    Multi<Question> unasked(Plan plan) {
        return Multi.createFrom()
                .iterable(parts(plan.missing()))
                .onItem()
                .transformToUniAndConcatenate(positions -> questions(plan, positions))
                .onItem()
                .disjoint();
    }

    private Uni<List<Question>> questions(Plan plan, List<Integer> positions) {
        return items(plan, positions)
                .map(items -> positions.stream()
                        .flatMap(position -> Stream.ofNullable(items.get(plan.item(position)))
                                .map(item -> new Question(item, position, plan.epoch(position))))
                        .toList());
    }

    Multi<Unjudged> unjudged(Assignment taken, Plan plan) {
        return Multi.createFrom()
                .iterable(parts(plan.unjudged()))
                .onItem()
                .transformToUniAndConcatenate(positions -> unjudged(taken, plan, positions))
                .onItem()
                .disjoint();
    }

    private Uni<List<Unjudged>> unjudged(Assignment taken, Plan plan, List<Integer> positions) {
        return Uni.combine()
                .all()
                .unis(items(plan, positions), answers.at(taken, positions))
                .with((items, page) -> page.stream()
                        .flatMap(stored -> Stream.ofNullable(items.get(plan.item(stored.position())))
                                .map(item -> new Unjudged(item, stored)))
                        .toList());
    }

    /// By their place in the data set.
    private Uni<Map<Integer, DatasetItem>> items(Plan plan, List<Integer> positions) {
        var wanted = positions.stream().map(plan::item).distinct().toList();
        return items.at(plan.datasetId(), wanted)
                .map(found -> found.stream().collect(Collectors.toMap(DatasetItem::position, Function.identity())));
    }

    private static List<List<Integer>> parts(List<Integer> positions) {
        var parts = new ArrayList<List<Integer>>();
        for (var start = 0; start < positions.size(); start += READ_AT_ONCE) {
            parts.add(positions.subList(start, Math.min(start + READ_AT_ONCE, positions.size())));
        }
        return parts;
    }
}
