package io.llmlab.bench.month;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// A model on one data set: what its runs measure varies as real ones do, from a fixed seed, and never for another
/// reason unless it is told to.
///
/// Most items are sure to come out right or wrong, some are not; all are a little easier in one run than in another.
/// A request takes a log-normal time, a run has a quick or a slow hour, and each day has its rush. Answers vary in
/// length. One request in a thousand fails.
final class StableModel {

    /// Standard deviation of the items' difficulty, in logits: two runs differ on about one item of seven.
    private static final double DIFFICULTY_SPREAD = 3;

    /// Standard deviation of a whole run, in logits: what repeated runs of one model were measured to differ by.
    private static final double RUN_LOGITS = .1;

    /// Standard deviation of the logarithm of a request's latency, within a run and between runs.
    private static final double REQUEST_SPREAD = .35;

    private static final double RUN_SPREAD = .1;

    /// The rush hour is slower by this share, the quietest hour as much quicker.
    private static final double SEASON = .1;

    private static final double CHANCE_OF_AN_ERROR = .001;
    private static final double MEDIAN_MILLIS = 800;
    private static final double OUTPUT_TOKENS = 340;
    private static final double OUTPUT_SPREAD = .3;
    private static final double INPUT_PRICE = 1e-6;
    private static final double OUTPUT_PRICE = 4e-6;

    private final String name;
    private final String dataset;
    private final double[] difficulties;
    private final Random random;
    private double skill;

    /// @param skill in logits: 0 is right on half of the items
    /// @param items of the data set
    StableModel(String name, String dataset, double skill, int items, long seed) {
        this.name = name;
        this.dataset = dataset;
        this.skill = skill;
        this.random = new Random(seed);
        this.difficulties = IntStream.range(0, items)
                .mapToDouble(_ -> DIFFICULTY_SPREAD * random.nextGaussian())
                .toArray();
    }

    /// From now on it is worse by so many logits: stable no more.
    void loses(double logits) {
        skill -= logits;
    }

    /// All items of the data set: a body of `POST /benchmark-runs/results`.
    Map<String, Object> full(Instant at) {
        return run(at, difficulties.length);
    }

    /// The same items of each quick run.
    Map<String, Object> quick(Instant at, int items) {
        return run(at, items);
    }

    private Map<String, Object> run(Instant at, int items) {
        var form = skill + RUN_LOGITS * random.nextGaussian();
        var pace = MEDIAN_MILLIS * season(at) * noise(RUN_SPREAD);
        return Map.of(
                "model_name",
                name,
                "dataset_name",
                dataset,
                "timestamp",
                at.toString(),
                "trigger_type",
                "scheduled",
                "fingerprint",
                Map.of("items", "seeded:%d:0".formatted(items)),
                "samples",
                IntStream.range(0, items)
                        .mapToObj(item -> sample(item, form, pace))
                        .toList());
    }

    private Map<String, Object> sample(int item, double form, double pace) {
        var id = dataset + item;
        if (random.nextDouble() < CHANCE_OF_AN_ERROR) {
            return Map.of("id", id, "error", "503 Service Unavailable");
        }
        var isRight = random.nextDouble() < logistic(form - difficulties[item]);
        var input = 150 + item % 140;
        var output = Math.round(OUTPUT_TOKENS * noise(OUTPUT_SPREAD));
        return Map.of(
                "id",
                id,
                "score",
                isRight ? 1 : 0,
                "latency_ms",
                pace * noise(REQUEST_SPREAD),
                "input_tokens",
                input,
                "output_tokens",
                output,
                "cost",
                input * INPUT_PRICE + output * OUTPUT_PRICE);
    }

    private static double season(Instant at) {
        var day = Duration.ofDays(1).toSeconds();
        return 1 + SEASON * Math.sin(2 * Math.PI * (at.getEpochSecond() % day) / day);
    }

    private double noise(double spread) {
        return Math.exp(spread * random.nextGaussian());
    }

    private static double logistic(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /// Of all pairs of a suite.
    ///
    /// @param skills by model
    /// @param items by data set
    static List<StableModel> pairs(Map<String, Double> skills, Map<String, Integer> items, long seed) {
        var random = new Random(seed);
        return skills.entrySet().stream()
                .flatMap(model -> items.entrySet().stream()
                        .map(set -> new StableModel(
                                model.getKey(), set.getKey(), model.getValue(), set.getValue(), random.nextLong())))
                .toList();
    }
}
