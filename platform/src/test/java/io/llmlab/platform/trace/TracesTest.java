package io.llmlab.platform.trace;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.SuiteServers;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TracesTest.On.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class TracesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    /// Nobody listens where spans are sent to, and none is sent while a test lasts.
    public static class On implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("OTEL_SDK_DISABLED", "false", "quarkus.otel.bsp.schedule.delay", "1h");
        }
    }

    private record Weighed(long id) implements Traced {

        @Override
        public String step() {
            return "weigh";
        }

        @Override
        public Cause cause() {
            return new Cause("llmlab.parcel.id", id);
        }
    }

    @Inject
    Traces traces;

    @Inject
    EndedSpans spans;

    @Test
    void leadsFromTheCallerThroughTheOutboxToTheEffect() {
        given().header("traceparent", "00-%s-%s-01".formatted(TRACE, CALLER))
                .contentType(ContentType.JSON)
                .body("""
                        {"text": "traced", "weight": 1}""")
                .post("/parcels")
                .then()
                .statusCode(204);

        await().atMost(PATIENCE).until(() -> spans.of(TRACE).size() == 2);
        var request = theOnly(spans.of(TRACE), SpanKind.SERVER);
        var effect = theOnly(spans.of(TRACE), SpanKind.CONSUMER);
        assertThat(request.getParentSpanId()).isEqualTo(CALLER);
        assertThat(effect.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(effect.getName()).isEqualTo("process llmlab.parcel.v1");
        assertThat(effect.getAttributes().asMap().toString())
                .contains("messaging.system=kafka", "messaging.destination.name=llmlab.parcel.v1");
    }

    @Test
    void tellsEventsApartThatAreTakenTogether() throws Throwable {
        var parents = new ArrayList<@Nullable String>();

        follow(
                List.of(arrival(1, "1"), arrival(2, "2")),
                () -> Uni.createFrom()
                        .voidItem()
                        .invoke(() -> parents.add(traces.parent(new Weighed(1).cause())))
                        .invoke(() -> parents.add(traces.parent(new Weighed(2).cause())))
                        .invoke(() -> parents.add(traces.parent(null))));

        var first = theOnly(spans.of("1".repeat(32)), SpanKind.CONSUMER);
        var second = theOnly(spans.of("2".repeat(32)), SpanKind.CONSUMER);
        assertThat(first.getName()).isEqualTo("weigh llmlab.parcel.v1");
        assertThat(parents).containsExactly(parentOf(first), parentOf(second), null);
    }

    @Test
    void saysWhichFailedAndLeavesNothingBehind() {
        assertThat(catchThrowable(() -> follow(
                        List.of(arrival(3, "3")), () -> Uni.createFrom().failure(new IllegalStateException("secret")))))
                .isInstanceOf(IllegalStateException.class);

        var failed = theOnly(spans.of("3".repeat(32)), SpanKind.CONSUMER);
        assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(failed.getStatus().getDescription()).isEqualTo("IllegalStateException");
        assertThat(traces.parent(new Weighed(3).cause())).isNull();
    }

    @Test
    void isTheParentOfWhatFollowsFromALongWorkUntilItsEnd() {
        var cause = new Cause("llmlab.parcel.id", 4);

        var work = traces.work("carry", cause);
        var during = traces.parent(cause);
        work.end();

        assertThat(during).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(traces.parent(cause)).isNull();
        assertThat(spans.of(requireNonNull(during).substring(3, 35))).hasSize(1);
    }

    @Test
    void takesUnreadableParentsForNone() {
        assertThat(TraceParent.of(
                        Span.fromContext(TraceParent.read("00-nonsense")).getSpanContext()))
                .isNull();
    }

    private void follow(List<Arrival> arrivals, Supplier<Uni<Void>> effect) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> traces.following(() -> arrivals, effect));
    }

    private static Arrival arrival(long id, String digit) {
        return new Arrival(
                new Weighed(id),
                "llmlab.parcel.v1",
                Long.toString(id),
                "00-%s-%s-01".formatted(digit.repeat(32), digit.repeat(16)));
    }

    private static String parentOf(SpanData span) {
        return "00-%s-%s-01".formatted(span.getTraceId(), span.getSpanId());
    }

    private static SpanData theOnly(List<SpanData> spans, SpanKind kind) {
        var found = spans.stream().filter(span -> span.getKind() == kind).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
