package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.dataset.DatasetItems;
import io.llmlab.runner.model.ModelType;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.score.ScorerChoice;
import io.llmlab.runner.score.ScorerType;
import io.llmlab.runner.score.Scorers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Decides what a run asks and how, or says why it cannot.
@ApplicationScoped
class Planner {

    private static final int PAGE = 500;
    private static final int LONGEST_PART = 200;

    /// Raised when the same items, prompts and answers would get other scores for a reason the other parts do not
    /// show.
    private static final String HARNESS = "llm-lab-monitor:2";

    private final DatasetItems items;
    private final Scorers scorers;
    private final Secrets secrets;

    /// A version of a data set never changes, so neither does the scorer that fits it.
    private final Map<Long, ScorerType> fitting = new ConcurrentHashMap<>();

    Planner(DatasetItems items, Scorers scorers, Secrets secrets) {
        this.items = items;
        this.scorers = scorers;
        this.secrets = secrets;
    }

    /// @param book knows what is stored already
    /// @return the plan, or a [RunFailure]
    Uni<Plan> plan(Assignment assignment, RunBook book) {
        return Uni.createFrom().deferred(() -> {
            var datasetId = requireDataset(assignment);
            var key = requireEndpoint(assignment.endpoint());
            return choice(assignment.config().scorer(), datasetId)
                    .chain(choice -> plan(assignment, book, datasetId, key, choice));
        });
    }

    private Uni<Plan> plan(
            Assignment assignment, RunBook book, long datasetId, @Nullable String key, ScorerChoice choice) {
        return Uni.combine()
                .all()
                .unis(selection(assignment, datasetId), book.stored())
                .with((selection, stored) -> plan(assignment, datasetId, key, choice, selection, stored));
    }

    private Plan plan(
            Assignment assignment,
            long datasetId,
            @Nullable String key,
            ScorerChoice choice,
            Selection selection,
            Set<Integer> stored) {
        var config = assignment.config();
        var missing = selection.positions().stream()
                .filter(position -> !stored.contains(position))
                .toList();
        var scorer = scorers.of(choice.type());
        return new Plan(
                datasetId,
                config,
                missing,
                selection.positions().size(),
                key,
                scorer,
                choice.pattern(),
                fingerprint(assignment, selection, choice, scorer.version()));
    }

    private Uni<Selection> selection(Assignment assignment, long datasetId) {
        return Uni.combine()
                .all()
                .unis(items.ids(datasetId), strata(assignment.config().stratifyBy(), datasetId))
                .with((ids, strata) -> Selection.of(
                        assignment.config(), ids, strata, assignment.run().id()));
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

    private Uni<ScorerChoice> choice(@Nullable ScorerChoice said, long datasetId) {
        if (said != null) {
            return Uni.createFrom().item(said);
        }
        var known = fitting.get(datasetId);
        var type = known != null
                ? Uni.createFrom().item(known)
                : fitting(datasetId).invoke(found -> fitting.put(datasetId, found));
        return type.map(found -> new ScorerChoice(found, null));
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

    private static Fingerprint fingerprint(
            Assignment assignment, Selection selection, ScorerChoice choice, int scorerVersion) {
        var config = assignment.config();
        var parts = JsonNodeFactory.instance.objectNode();
        parts.put("harness", HARNESS);
        parts.put("dataset_version", assignment.run().datasetVersion());
        selection.describe(parts);
        parts.put("prompt", config.promptTemplate() == null ? "default" : part(config.promptTemplate()));
        putDecoding(parts, config);
        parts.put("scorer", "%s:%d".formatted(choice.type().name().toLowerCase(Locale.ROOT), scorerVersion));
        if (choice.pattern() != null) {
            parts.put("scorer_pattern", part(choice.pattern()));
        }
        return Fingerprint.of(parts);
    }

    private static void putDecoding(ObjectNode parts, BenchmarkConfig config) {
        if (config.systemPrompt() != null) {
            parts.put("system_prompt", part(config.systemPrompt()));
        }
        if (config.temperature() != null) {
            parts.put("temperature", config.temperature());
        }
        if (config.maxTokens() != null) {
            parts.put("max_tokens", config.maxTokens());
        }
    }

    /// A long text is told by its hash: the parts travel with every event.
    private static String part(String text) {
        if (text.length() <= LONGEST_PART) {
            return text;
        }
        return "hash:" + Fingerprint.of(JsonNodeFactory.instance.objectNode().put("text", text)).stream();
    }
}
