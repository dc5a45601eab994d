package io.llmlab.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Three replicas fire jobs and work on long runs; one after the other is killed at a moment of chance and started
/// again; at last one is stopped.
final class ReplicaStory implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(5);
    static final Duration EVERY = Duration.ofSeconds(3);
    static final int AT_A_TIME = 4;
    static final int ITEMS = 2000;
    static final int CONCURRENCY = 3;

    /// Whose times must all be run, and of whose missed times the newest is enough.
    static final String STRICT = "strict";
    static final String COALESCING = "coalescing";

    private static final int JOBS_OF_A_KIND = 3;
    private static final int KILLS = 5;
    private static final int LATENCY_MS = 200;
    private static final String MODEL = "counting";
    private static final List<String> LONG = List.of("first", "second");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Random random;
    private final CountingModel model;
    private final Replicas replicas;
    private final RunnerDatabase database;
    private final List<Long> longRuns = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();

    /// A replica is gone.
    ///
    /// @param at shortly before, on the database's clock
    /// @param ownedLongRuns the long runs it was working on
    /// @param stored the questions that were answered and stored shortly after
    /// @param asked how many requests had come until then
    record Loss(Instant at, String replica, Set<Long> ownedLongRuns, Set<String> stored, int asked) {}

    private ReplicaStory(long seed, CountingModel model, Replicas replicas, RunnerDatabase database) {
        this.random = new Random(seed);
        this.model = model;
        this.replicas = replicas;
        this.database = database;
    }

    static ReplicaStory happened(long seed) throws Exception {
        var replicas = Replicas.start(Map.of(
                "RUNNER_EXECUTION_LEASE", "%ds".formatted(LEASE.toSeconds()),
                "RUNNER_EXECUTION_MAX_TAKEOVERS", "100",
                "MAX_CONCURRENT_JOBS", Integer.toString(AT_A_TIME)));
        var story = new ReplicaStory(
                seed, CountingModel.start(LATENCY_MS), replicas, RunnerDatabase.watch(replicas.databaseUrl()));
        try {
            story.happen();
            return story;
        } catch (Throwable failure) {
            story.close();
            throw failure;
        }
    }

    RunnerDatabase database() {
        return database;
    }

    Replicas replicas() {
        return replicas;
    }

    List<CountingModel.Asked> asked() {
        return model.asked();
    }

    List<Long> longRuns() {
        return longRuns;
    }

    List<Loss> losses() {
        return losses;
    }

    private void happen() throws Exception {
        begin();
        for (var kill = 0; kill < KILLS; kill++) {
            awaitRequests(random.nextInt(1, 60));
            var victim = kill % 2 == 0 ? ownerOf(pick(LONG)) : pick(replicas.all());
            lose(victim, Replica::kill);
            victim.start();
            victim.awaitReady();
            awaitNewOwners();
        }
        lose(ownerOf(pick(LONG)), Replica::stop);
        awaitNewOwners();
        end();
    }

    private void begin() throws IOException {
        var lab = replicas.lab();
        lab.post(
                        "/models",
                        Map.of(
                                "name",
                                MODEL,
                                "provider",
                                "custom",
                                "base_url",
                                model.baseUrl(),
                                "api_key_ref",
                                Replica.KEY))
                .statusCode(201);
        lab.offer("short", questions("short", 1)).statusCode(201);
        for (var name : LONG) {
            lab.offer(name, questions(name, ITEMS)).statusCode(201);
            longRuns.add(lab.start(MODEL, name, Map.of("scorer", "exact_match", "concurrency", CONCURRENCY)));
        }
        jobs().forEach(job -> lab.post(
                        "/scheduler/jobs",
                        Map.of(
                                "job_id",
                                job,
                                "model_name",
                                MODEL,
                                "dataset_name",
                                "short",
                                "schedule_type",
                                "interval",
                                "schedule_params",
                                Map.of("seconds", EVERY.toSeconds()),
                                "max_instances",
                                100,
                                "misfire_grace_time",
                                3600,
                                "coalesce",
                                job.startsWith(COALESCING)))
                .statusCode(201));
        LONG.forEach(name ->
                await().atMost(PATIENCE).until(() -> model.lastToAsk(name).isPresent()));
    }

    /// Nothing is due any more, and everything that was is done.
    private void end() {
        model.take(1);
        jobs().forEach(job -> replicas.lab()
                .post("/scheduler/jobs/%s/pause".formatted(job), "")
                .statusCode(200));
        await().atMost(PATIENCE)
                .until(() -> database.number("select count(*) from run where status in ('QUEUED', 'RUNNING')") == 0);
    }

    private List<String> jobs() {
        return IntStream.range(0, 2 * JOBS_OF_A_KIND)
                .mapToObj(n -> (n % 2 == 0 ? STRICT : COALESCING) + "-" + n / 2)
                .toList();
    }

    private static String questions(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "{\"prompt\": \"%s %d\", \"target\": \"%s\"}".formatted(name, n, CountingModel.ANSWER))
                .collect(Collectors.joining("\n"));
    }

    @FunctionalInterface
    private interface End {
        void of(Replica replica) throws InterruptedException;
    }

    private void lose(Replica victim, End end) throws InterruptedException {
        var owned = IntStream.range(0, LONG.size())
                .filter(n -> model.lastToAsk(LONG.get(n)).orElseThrow().equals(victim.name()))
                .mapToObj(longRuns::get)
                .collect(Collectors.toSet());
        var at = database.now();
        end.of(victim);
        var stored = database.stored();
        losses.add(new Loss(at, victim.name(), owned, stored, model.asked().size()));
    }

    /// A moment that chance chooses.
    private void awaitRequests(int more) {
        var until = model.asked().size() + more;
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> model.asked().size() >= until);
    }

    /// Until those that were the last one's are worked on again.
    private void awaitNewOwners() {
        var last = losses.getLast();
        var wanted = last.ownedLongRuns();
        await("take-over of runs %s after the loss of replica %s".formatted(wanted, last.replica()))
                .atMost(PATIENCE)
                .until(() -> database.claims().stream()
                        .filter(claim -> claim.at().isAfter(last.at()))
                        .map(RunnerDatabase.Claim::runId)
                        .collect(Collectors.toSet())
                        .containsAll(wanted));
        for (var name : LONG) {
            await().atMost(PATIENCE)
                    .until(() -> model.asked().stream()
                            .skip(last.asked())
                            .anyMatch(request -> request.question().startsWith(name)));
        }
    }

    private Replica ownerOf(String name) {
        return replicas.named(model.lastToAsk(name).orElseThrow());
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        database.close();
        replicas.close();
        model.close();
    }
}
