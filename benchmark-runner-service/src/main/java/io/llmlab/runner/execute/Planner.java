package io.llmlab.runner.execute;

import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.dataset.DatasetItems;
import io.llmlab.runner.model.ModelType;
import io.llmlab.runner.score.JudgeSettings;
import io.llmlab.runner.score.ScorerChoice;
import io.llmlab.runner.score.ScorerType;
import io.llmlab.runner.score.Scorers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Decides what a run asks and how, or says why it cannot.
@ApplicationScoped
class Planner {

    private static final int PAGE = 500;

    /// No scale has as many values that people would use.
    private static final int MOST_LABELS = 1000;

    private final DatasetItems items;
    private final Scorers scorers;
    private final Secrets secrets;
    private final Protocols protocols;
    private final JudgeModels judges;

    /// A version of a data set never changes, so neither does the scorer that fits it.
    private final Map<Long, ScorerType> fitting = new ConcurrentHashMap<>();

    Planner(DatasetItems items, Scorers scorers, Secrets secrets, Protocols protocols, JudgeModels judges) {
        this.items = items;
        this.scorers = scorers;
        this.secrets = secrets;
        this.protocols = protocols;
        this.judges = judges;
    }

    /// @param book knows what is stored already
    /// @return the plan, or a [RunFailure]
    Uni<Plan> plan(Assignment assignment, RunBook book) {
        return Uni.createFrom().deferred(() -> {
            var datasetId = requireDataset(assignment);
            var key = requireEndpoint(assignment.endpoint());
            requirePrices(assignment, assignment.endpoint());
            return scoring(assignment, datasetId).chain(scoring -> plan(assignment, book, datasetId, key, scoring));
        });
    }

    private Uni<Plan> plan(Assignment assignment, RunBook book, long datasetId, @Nullable String key, Scoring scoring) {
        return Uni.combine()
                .all()
                .unis(
                        items.ids(datasetId),
                        strata(assignment.config().stratifyBy(), datasetId),
                        book.stored(),
                        unjudged(scoring, book))
                .with((ids, strata, stored, unjudged) -> plan(
                        assignment,
                        new Chosen(datasetId, ids.size(), scoring),
                        key,
                        Selection.of(
                                assignment.config(),
                                ids,
                                strata,
                                assignment.run().id()),
                        new Before(stored, unjudged)));
    }

    /// Only a model that judges leaves answers unjudged.
    private static Uni<Set<Integer>> unjudged(Scoring scoring, RunBook book) {
        return scoring.judge() == null ? Uni.createFrom().item(Set.of()) : book.unjudged();
    }

    /// What earlier attempts left.
    private record Before(Set<Integer> stored, Set<Integer> unjudged) {}

    /// @param items of the data set
    private record Chosen(long datasetId, int items, Scoring scoring) {}

    private Plan plan(Assignment assignment, Chosen chosen, @Nullable String key, Selection selection, Before before) {
        var config = assignment.config();
        var missing = positions(selection, chosen.items(), config.repeatsOrDefault())
                .filter(position -> !before.stored().contains(position))
                .boxed()
                .toList();
        var protocol = protocols.of(assignment.endpoint().spoken(config.executor()));
        return new Plan(
                chosen.datasetId(),
                config,
                missing,
                before.unjudged().stream().sorted().toList(),
                selection.positions().size() * config.repeatsOrDefault(),
                key,
                chosen.scoring(),
                protocol,
                chosen.items(),
                FingerprintParts.of(assignment, selection, chosen.scoring(), protocol.api()));
    }

    /// All items once, then all again, so that a run that is cut short has as many answers to each as it can.
    private static IntStream positions(Selection selection, int items, int repeats) {
        return IntStream.range(0, repeats)
                .flatMap(epoch -> selection.positions().stream().mapToInt(position -> position + epoch * items));
    }

    private Uni<List<String>> strata(@Nullable String field, long datasetId) {
        return field == null
                ? Uni.createFrom().item(List.of())
                : items.field(datasetId, field).invoke(values -> requireSome(values, field));
    }

    private static void requireSome(List<String> values, String field) {
        if (values.stream().allMatch(String::isEmpty)) {
            throw new RunFailure(
                    "No item of the data set has the field %s that benchmark_config.stratify_by names; upload it with that field or leave stratify_by out"
                            .formatted(field));
        }
    }

    private static long requireDataset(Assignment assignment) {
        var id = assignment.datasetId();
        if (id == null) {
            throw new RunFailure(
                    "There was no data set %s when the run was queued; upload it (POST /datasets?name=%s) and run again"
                            .formatted(
                                    assignment.run().datasetName(),
                                    assignment.run().datasetName()));
        }
        return id;
    }

    private @Nullable String requireEndpoint(Endpoint endpoint) {
        if (endpoint.type() == ModelType.EMBEDDING) {
            throw new RunFailure("Model %s is of type embedding, which answers no questions; benchmarks need chat"
                    .formatted(endpoint.modelName()));
        }
        if (endpoint.baseUrl() == null) {
            throw new RunFailure(
                    "Model %s has no base_url; say where it answers: PUT /models/%d {\"base_url\": \"https://…/v1\"}"
                            .formatted(endpoint.modelName(), endpoint.modelId()));
        }
        return endpoint.keyRef() == null ? null : secrets.require(endpoint.keyRef(), endpoint.modelName());
    }

    private static void requirePrices(Assignment assignment, Endpoint endpoint) {
        if (assignment.config().maxCost() != null && !endpoint.isPriced()) {
            throw new RunFailure(
                    "benchmark_config.max_cost needs prices, and those of model %s are not known; set cost_per_input_token and cost_per_output_token (PUT /models/%d) or leave max_cost out"
                            .formatted(endpoint.modelName(), endpoint.modelId()));
        }
    }

    /// What judges the answers of a run: the scorer that was said, else the one that fits the items.
    Uni<Scoring> scoring(Assignment assignment, long datasetId) {
        return scorer(assignment.config().scorer(), datasetId).chain(choice -> {
            var scorer = scorers.of(choice.type());
            var settings = choice.settings().judge();
            return settings == null
                    ? Uni.createFrom().item(new Scoring(choice, scorer, null))
                    : requireLabels(datasetId, settings)
                            .chain(() -> judges.require(settings))
                            .invoke(judge -> requirePrices(assignment, judge.endpoint()))
                            .map(judge -> new Scoring(choice, scorer, judge));
        });
    }

    /// A label that is not on the judge's scale would silently be none.
    private Uni<Void> requireLabels(long datasetId, JudgeSettings settings) {
        return items.valuesBeside(datasetId, Answering.LABEL, Answering.LABELLED_ANSWER, MOST_LABELS)
                .map(labels -> labels.stream()
                        .filter(label -> settings.scale().label(label).isEmpty())
                        .findFirst())
                .invoke(wrong -> wrong.ifPresent(label -> {
                    throw new RunFailure(
                            "An item with a labelled_answer has the label '%s', which is not on the judge's scale (%s)"
                                    .formatted(label, settings.scale().named()));
                }))
                .replaceWithVoid();
    }

    /// The one that was said, else the one that fits the items.
    private Uni<ScorerChoice> scorer(@Nullable ScorerChoice said, long datasetId) {
        if (said != null) {
            return Uni.createFrom().item(said);
        }
        var known = fitting.get(datasetId);
        var type = known != null
                ? Uni.createFrom().item(known)
                : fitting(datasetId).invoke(found -> fitting.put(datasetId, found));
        return type.map(ScorerChoice::of);
    }

    private Uni<ScorerType> fitting(long datasetId) {
        return items.choiceShare(datasetId).chain(share -> {
            if (share.withChoices() == 0) {
                return fitting(datasetId, 0, true);
            }
            return Uni.createFrom()
                    .item(share.withChoices() == share.items() ? ScorerType.MULTIPLE_CHOICE : ScorerType.BY_ITEM);
        });
    }

    private Uni<ScorerType> fitting(long datasetId, int from, boolean numbers) {
        return items.range(datasetId, from, PAGE).chain(page -> fitting(datasetId, from, numbers, page));
    }

    private Uni<ScorerType> fitting(long datasetId, int from, boolean numbers, List<DatasetItem> page) {
        var stillNumbers = numbers && page.stream().allMatch(item -> Scorers.isNumber(item.target()));
        return page.size() < PAGE
                ? Uni.createFrom().item(stillNumbers ? ScorerType.NUMERIC : ScorerType.EXACT_MATCH)
                : fitting(datasetId, from + PAGE, stillNumbers);
    }
}
