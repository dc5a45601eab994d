package io.llmlab.runner.run;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.http.JsonConventions;
import io.llmlab.runner.score.ScorerChoice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How a benchmark is run; what is left out has the default named here.
///
/// @param executor who executes the run; default: openai, anthropic or google, which ask the model's endpoint,
/// whichever speaks its API
/// @param sampleSize how many items are asked; null means all
/// @param selection how a part of the items is drawn; default seeded
/// @param random the older form of `selection`: true is random, false seeded
/// @param seed another one draws another part; only for seeded, default 0
/// @param stratifyBy a field of the items' metadata: each of its values gets its share of the part
/// @param concurrency requests under way at a time, 1 to 64; default 8
/// @param timeout of the whole run in seconds, 1 to 604800; default: the job's `metadata.timeout`, else 3600
/// @param timeoutSeconds of one request, 1 to 3600; default 60
/// @param maxRetries further tries of a request that failed for a passing reason, 0 to 10; default 3
/// @param repeats how often each item is asked, 1 to 100; default 1
/// @param passAt each k of the metrics pass@k, none larger than `repeats`; default `repeats` alone
/// @param fewShot questions and their answers that go before every item's messages, after the system prompt
/// @param stream whether answers are streamed, which measures the time to the first token; default false
/// @param maxCompletionTokens as `max_tokens`, under the name that newer models of OpenAI want; sent where given
/// @param parameters further fields of the request's body, as the API names them
/// @param maxCost the run stops when its answers, and who judged them, have cost so many USD
/// @param useCache whether answers that were kept of earlier runs are taken, and new ones kept; for development: only
/// where the service allows it, and never for jobs; default false
/// @param temperature sent where given
/// @param maxTokens longest answer in tokens, sent where given
/// @param systemPrompt goes before every item's messages
/// @param promptTemplate what is asked, with `{prompt}` for the item's own (last) question
/// @param scorer what judges answers; by default multiple_choice where all items have choices, by_item where only some
/// have, else numeric where every target is a number, else exact_match
/// @param executorName for executor http: the registered outside runner
/// @param program for executor command: one that the settings allow
/// @param arguments for executors http and command: handed on to the outside runner or the program; for rescore
/// `run_id`, the
/// run whose answers are judged again
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchmarkConfig(
        @Schema(defaultValue = DEFAULT_EXECUTOR) @Nullable @KnownExecutor
        String executor,

        @Nullable @Min(value = 1, message = "must be 1 or more, or null for all items")
        Integer sampleSize,

        @Schema(defaultValue = "seeded") @Nullable ItemSelection selection,

        @Schema(defaultValue = "false") @Nullable Boolean random,

        @Schema(defaultValue = "0") @Nullable Long seed,

        @Nullable @Size(min = 1, max = 255, message = "must have 1 to 255 characters")
        String stratifyBy,

        @Schema(defaultValue = "8")
        @Nullable
        @Min(value = 1, message = CONCURRENCY)
        @Max(value = MAX_CONCURRENCY, message = CONCURRENCY)
        Integer concurrency,

        @Nullable @Min(value = 1, message = RUN_TIMEOUT) @Max(value = 604_800, message = RUN_TIMEOUT)
        Integer timeout,

        @Schema(defaultValue = "60") @Nullable @Min(value = 1, message = TIMEOUT) @Max(value = 3600, message = TIMEOUT)
        Integer timeoutSeconds,

        @Schema(defaultValue = "3") @Nullable @Min(value = 0, message = RETRIES) @Max(value = 10, message = RETRIES)
        Integer maxRetries,

        @Nullable @DecimalMin(value = "0", message = TEMPERATURE) @DecimalMax(value = "2", message = TEMPERATURE)
        Double temperature,

        @Nullable @Min(value = 1, message = "must be 1 or more")
        Integer maxTokens,

        @Nullable @Min(value = 1, message = "must be 1 or more")
        Integer maxCompletionTokens,

        @Schema(defaultValue = "1") @Nullable @Min(value = 1, message = REPEATS) @Max(value = 100, message = REPEATS)
        Integer repeats,

        @Nullable @Size(max = 10, message = "must have at most 10 entries")
        List<@NotNull @Min(value = 1, message = REPEATS) @Max(value = 100, message = REPEATS) Integer> passAt,

        @Nullable @Size(max = 50, message = "must have at most 50 entries")
        List<@NotNull @Valid Shot> fewShot,

        @Schema(defaultValue = "false") @Nullable Boolean stream,

        @Schema(implementation = Object.class) @Nullable ObjectNode parameters,

        @Nullable @DecimalMin(value = "0", inclusive = false, message = "must be more than 0 USD")
        Double maxCost,

        @Schema(defaultValue = "false") @Nullable Boolean useCache,

        @Nullable @Size(max = 100_000, message = "must have at most 100000 characters")
        String systemPrompt,

        @Nullable
        @Size(max = 100_000, message = "must have at most 100000 characters")
        @Pattern(regexp = "(?s).*\\{prompt\\}.*", message = "must contain {prompt}, which is replaced by the question")
        String promptTemplate,

        @Schema(
                implementation = Object.class,
                description = "The scorer's name, or an object with its type and settings; docs/scorers describes each")
        @Nullable
        @Valid
        ScorerChoice scorer,

        @Nullable @Size(min = 1, max = 100, message = NAME) String executorName,

        @Nullable @Size(min = 1, max = 100, message = NAME) String program,

        @Schema(implementation = Object.class) @Nullable ObjectNode arguments) {

    public static final String DEFAULT_EXECUTOR = "openai";
    private static final String RESCORE = "rescore";
    public static final int MAX_CONCURRENCY = 64;

    private static final ObjectMapper MAPPER = JsonConventions.mapper();

    private static final String CONCURRENCY = "must be 1 to 64";
    private static final String RUN_TIMEOUT = "must be 1 to 604800 seconds";
    private static final String TIMEOUT = "must be 1 to 3600 seconds";
    private static final String RETRIES = "must be 0 to 10";
    private static final String REPEATS = "must be 1 to 100";
    private static final Set<String> WITH_ITEMS = Set.of(DEFAULT_EXECUTOR, "anthropic", "google", RESCORE);

    private static final String NAME = "must have 1 to 100 characters";
    private static final String TEMPERATURE = "must be 0 to 2";

    private static final long DEFAULT_SEED = 0;
    private static final int DEFAULT_CONCURRENCY = 8;
    private static final int DEFAULT_TIMEOUT_SECONDS = 60;
    private static final int DEFAULT_RETRIES = 3;

    public BenchmarkConfig {
        var drawn = drawn(selection, random);
        if (seed != null && drawn != ItemSelection.SEEDED) {
            throw new IllegalArgumentException("has a seed, which only selection seeded uses");
        }
        if (stratifyBy != null && (sampleSize == null || drawn == ItemSelection.FIRST)) {
            throw new IllegalArgumentException(
                    "has stratify_by, which needs sample_size and selection seeded or random");
        }
        OwnParameters.requireOthers(parameters);
        requireReachable(passAt, requireNonNullElse(repeats, 1));
        if (maxTokens != null && maxCompletionTokens != null) {
            throw new IllegalArgumentException(
                    "has max_tokens and max_completion_tokens; give the one the model takes");
        }
    }

    private static void requireReachable(@Nullable List<Integer> passAt, int repeats) {
        if (passAt != null && passAt.stream().anyMatch(k -> k != null && k > repeats)) {
            throw new IllegalArgumentException(
                    "has pass_at of more than repeats, %d; pass@k needs k answers to an item".formatted(repeats));
        }
    }

    private static ItemSelection drawn(@Nullable ItemSelection selection, @Nullable Boolean random) {
        if (selection == null) {
            return Boolean.TRUE.equals(random) ? ItemSelection.RANDOM : ItemSelection.SEEDED;
        }
        if (random != null && random != (selection == ItemSelection.RANDOM)) {
            throw new IllegalArgumentException("has random and a selection that says otherwise; give one of them");
        }
        return selection;
    }

    /// Every default.
    public static BenchmarkConfig defaults() {
        return of(JsonNodeFactory.instance.objectNode());
    }

    /// What [#asJson()] gave.
    ///
    /// @throws IllegalStateException if it is something else
    public static BenchmarkConfig of(@Nullable JsonNode json) {
        try {
            return json == null ? defaults() : MAPPER.treeToValue(json, BenchmarkConfig.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A stored configuration is no longer readable", unreadable);
        }
    }

    public JsonNode asJson() {
        return MAPPER.valueToTree(this);
    }

    public String executorOrDefault() {
        return requireNonNullElse(executor, DEFAULT_EXECUTOR);
    }

    /// How a part of the items is drawn.
    public ItemSelection drawn() {
        return drawn(selection, random);
    }

    public long seedOrDefault() {
        return requireNonNullElse(seed, DEFAULT_SEED);
    }

    /// Whether the items come from an uploaded data set; outside runners and programs bring their own.
    public boolean needsDataset() {
        return WITH_ITEMS.contains(executorOrDefault());
    }

    /// Whether this service asks the model itself: the answers are the run's own.
    boolean asksModel() {
        return needsDataset() && !executorOrDefault().equals(RESCORE);
    }

    public int repeatsOrDefault() {
        return requireNonNullElse(repeats, 1);
    }

    /// Each k of pass@k; none where each item is asked once.
    public List<Integer> passAtOrDefault() {
        if (repeatsOrDefault() == 1) {
            return List.of();
        }
        return passAt == null ? List.of(repeatsOrDefault()) : passAt;
    }

    public List<Shot> shots() {
        return requireNonNullElse(fewShot, List.of());
    }

    public boolean streams() {
        return Boolean.TRUE.equals(stream);
    }

    public boolean usesCache() {
        return Boolean.TRUE.equals(useCache);
    }

    /// The longest answer in tokens, by whichever name.
    public @Nullable Integer longestAnswer() {
        return maxCompletionTokens == null ? maxTokens : maxCompletionTokens;
    }

    public int requestsAtATime() {
        return requireNonNullElse(concurrency, DEFAULT_CONCURRENCY);
    }

    /// @param otherwise what holds where the configuration says nothing
    @Nullable
    Duration runTimeoutOr(@Nullable Duration otherwise) {
        return timeout == null ? otherwise : Duration.ofSeconds(timeout);
    }

    public Duration requestTimeout() {
        return Duration.ofSeconds(requireNonNullElse(timeoutSeconds, DEFAULT_TIMEOUT_SECONDS));
    }

    public int retries() {
        return requireNonNullElse(maxRetries, DEFAULT_RETRIES);
    }
}
