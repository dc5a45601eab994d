package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.e2e.CountingModel.Asked;
import io.llmlab.e2e.ReplicaStory.Loss;
import io.llmlab.e2e.RunnerDatabase.Claim;
import io.llmlab.e2e.RunnerDatabase.Firing;
import io.llmlab.local.testing.TopicReader;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Whichever of three replicas dies, and whenever: each firing is one run, each run ends, nothing is done twice.
///
/// The story is told once, from the seed that it prints (`-Dreplicas.seed=…` tells it again); each test looks at one
/// side of what happened.
@TestInstance(Lifecycle.PER_CLASS)
class ReplicasTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// A tick a second looks for what waits; a busy machine is later.
    private static final Duration SOON = Duration.ofSeconds(3);

    private ReplicaStory story;

    @BeforeAll
    void tell() throws Exception {
        var seed = Long.getLong("replicas.seed", System.nanoTime());
        System.out.println("ReplicasTest: -Dreplicas.seed=" + seed);
        story = ReplicaStory.happened(seed);
    }

    @AfterAll
    void end() throws Exception {
        if (story != null) {
            story.close();
        }
    }

    @Test
    void startsExactlyOneRunForEachFiring() {
        var firings = story.database().firings();

        assertThat(firings).hasSizeGreaterThan(50).allSatisfy(firing -> {
            assertThat(firing.runOf()).isEqualTo(firing.job());
            assertThat(firing.status()).isEqualTo("COMPLETED");
        });
        assertThat(firings).extracting(Firing::runId).doesNotHaveDuplicates();
        assertThat(story.database().number("select count(*) from run where scheduled_job_id is not null"))
                .isEqualTo(firings.size());
    }

    @Test
    void firesEachTimeOnceAndLeavesOutOnlyWhatCoalesces() {
        times().forEach((job, times) -> {
            var gaps = gaps(times);
            if (job.startsWith(ReplicaStory.STRICT)) {
                assertThat(gaps).as(job).containsOnly(ReplicaStory.EVERY);
            } else {
                assertThat(gaps)
                        .as(job)
                        .allSatisfy(gap -> assertThat(gap.toMillis() % ReplicaStory.EVERY.toMillis())
                                .isZero());
                assertThat(times).as(job).doesNotHaveDuplicates();
            }
        });
    }

    @Test
    void takesUpARunWhoseOwnerDiedWithinTwiceTheLease() {
        var takeOvers =
                story.database().claims().stream().filter(Claim::takenOver).toList();

        assertThat(takeOvers)
                .isNotEmpty()
                .allSatisfy(claim -> assertThat(Duration.between(claim.oldLease(), claim.at()))
                        .as("run %d, from the lease's end on".formatted(claim.runId()))
                        .isBetween(Duration.ZERO, ReplicaStory.LEASE));
        assertThat(afterLosses())
                .isNotEmpty()
                .allSatisfy(wait -> assertThat(wait).isLessThan(ReplicaStory.LEASE.multipliedBy(2)));
        System.out.printf(
                "ReplicasTest: %d take-overs; from the loss of its owner until a long run was taken up: %s%n",
                takeOvers.size(), afterLosses());
    }

    @Test
    void asksNoItemAgainThatWasStored() {
        var asked = story.asked();
        for (var loss : story.losses()) {
            assertThat(asked.stream().skip(loss.asked()).map(Asked::question).filter(ReplicasTest::isOfALongRun))
                    .as("asked after the loss of replica " + loss.replica())
                    .doesNotContainAnyElementsOf(loss.stored());
        }
        var times = asked.stream()
                .map(Asked::question)
                .filter(ReplicasTest::isOfALongRun)
                .collect(Collectors.groupingBy(question -> question, Collectors.counting()));
        assertThat(times).hasSize(2 * ReplicaStory.ITEMS);
        System.out.printf(
                "ReplicasTest: %d questions, %d of them asked again%n",
                times.size(), times.values().stream().filter(count -> count > 1).count());
    }

    @Test
    void bringsEachLongRunToItsEnd() {
        for (var id : story.longRuns()) {
            var run = story.replicas().lab().get("/benchmark-runs/" + id);
            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(run.getInt("sample_count")).isEqualTo(ReplicaStory.ITEMS);
            assertThat(run.getInt("error_count")).isZero();
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
        }
    }

    @Test
    void keepsToTheLimitOfAllReplicasTogether() {
        assertThat(story.database().mostRunning()).isEqualTo(ReplicaStory.AT_A_TIME);
    }

    @Test
    void handsRunsOverAtOnceWhereAReplicaIsStopped() {
        var stopped = story.losses().getLast();
        var handBacks = story.database().handBacks();

        assertThat(handBacks).extracting(RunnerDatabase.HandBack::runId).containsAll(stopped.ownedLongRuns());
        assertThat(handBacks)
                .allSatisfy(handBack -> assertThat(Duration.between(handBack.at(), handBack.claimedAt()))
                        .isLessThan(SOON));
    }

    /// A relay that dies after it sent an event sends it again: the same id says so.
    @Test
    void announcesTheEndOfEachRunOnce() {
        var runs = (int) story.database().number("select count(*) from run");
        var topic = new TopicReader(story.replicas().bootstrapServers());

        await().atMost(PATIENCE).untilAsserted(() -> {
            var ends = topic.read("llmlab.run-completed.v1", ReplicasTest::isOfARun).stream()
                    .map(End::of)
                    .distinct()
                    .toList();
            assertThat(ends).extracting(End::run).hasSize(runs).doesNotHaveDuplicates();
        });
    }

    /// Heartbeats stand on the topic, too.
    private static boolean isOfARun(ConsumerRecord<String, String> event) {
        return "io.llmlab.run-completed.v1"
                .equals(new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8));
    }

    /// @param event the id that sets an event apart from the same one sent again
    private record End(String event, long run) {

        static End of(ConsumerRecord<String, String> event) {
            return new End(
                    new String(event.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8),
                    JsonPath.from(event.value()).getLong("run_id"));
        }
    }

    private Map<String, List<Instant>> times() {
        return story.database().firings().stream()
                .collect(Collectors.groupingBy(
                        Firing::job, Collectors.mapping(Firing::scheduledAt, Collectors.toList())));
    }

    private static List<Duration> gaps(List<Instant> times) {
        return IntStream.range(1, times.size())
                .mapToObj(n -> Duration.between(times.get(n - 1), times.get(n)))
                .toList();
    }

    /// How long each long run whose owner was lost waited for another one.
    private List<Duration> afterLosses() {
        return story.losses().stream()
                .flatMap(loss -> loss.ownedLongRuns().stream().map(run -> wait(loss, run)))
                .toList();
    }

    private Duration wait(Loss loss, long run) {
        return story.database().claims().stream()
                .filter(claim -> claim.runId() == run && claim.at().isAfter(loss.at()))
                .findFirst()
                .map(claim -> Duration.between(loss.at(), claim.at()))
                .orElseThrow();
    }

    private static boolean isOfALongRun(String question) {
        return !question.startsWith("short");
    }
}
