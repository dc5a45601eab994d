package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is to happen to alerts in an hour happens then, and not earlier, though the service dies twice on the way.
@Tag("full")
@TestInstance(Lifecycle.PER_CLASS)
class AlertClocksTest {

    private ClockStory story;

    @BeforeAll
    void tell() throws Exception {
        story = ClockStory.happened();
    }

    @AfterAll
    void end() throws Exception {
        if (story != null) {
            story.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grouped", "silenced", "muted", "inhibited", "waiting"})
    void tellsWhatWasKeptBackOnceItsTimeHasCome(String model) {
        assertThat(story.before().told(model)).isEmpty();
        assertThat(story.halfway().told(model)).isEmpty();
        assertThat(story.after().told(model)).containsExactly("alert.fired");
    }

    @Test
    void tellsAGroupInOneMessage() {
        assertThat(story.lastAbout("grouped")).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void escalatesWhatNobodyHasInHand() {
        assertThat(story.halfway().told("escalated")).isEmpty();
        assertThat(story.after().told("escalated")).containsExactly("alert.escalated");
    }

    @Test
    void remindsOfWhatIsStillOpen() {
        assertThat(story.halfway().told("reminded")).containsExactly("alert.fired");
        assertThat(story.after().told("reminded")).containsExactly("alert.fired", "alert.reminded");
    }

    @Test
    void wakesWhatIsSnoozed() {
        assertThat(story.halfway().statuses()).containsEntry("snoozed", "active");
        assertThat(story.halfway().told("snoozed")).containsExactly("alert.fired");
        assertThat(story.after().told("snoozed")).containsExactly("alert.fired", "alert.unsnoozed");
    }

    @Test
    void resolvesWhatWasNotSeenAgain() {
        assertThat(story.halfway().statuses()).containsEntry("expired", "active");
        assertThat(story.after().statuses()).containsEntry("expired", "resolved");
        assertThat(story.after().told("expired")).containsExactly("alert.fired", "alert.resolved");
    }

    @Test
    void opensANewAlertOnlyAfterTheCooldown() {
        assertThat(story.before().alerts()).containsEntry("cooling", 1);
        assertThat(story.halfway().alerts()).containsEntry("cooling", 1);
        assertThat(story.after().alerts()).containsEntry("cooling", 2);
    }

    @Test
    void tellsTheDigestAtItsHour() {
        assertThat(story.halfway().digests()).isZero();
        assertThat(story.after().digests()).isOne();
    }
}
