package io.llmlab.gateway.proxy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.gateway.testing.FakeOwner;
import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class ProxyTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String PROBLEM = "application/problem+json";

    static List<Route> forwarded() {
        return RouteTable.ROUTES.stream()
                .filter(route -> route.owner() != Owner.GATEWAY)
                .filter(route ->
                        !List.of("/scheduler/stats", "/notification-channels").contains(route.template()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("forwarded")
    void leadsEveryPathToItsOwner(Route route) {
        var path = route.template().replaceAll("\\{\\w+}", "a%2Fb%20c");

        given().urlEncodingEnabled(false)
                .request(route.method(), path + "?limit=3&name=%C3%A4")
                .then()
                .statusCode(200)
                .body("owner", equalTo(route.owner().name().toLowerCase(Locale.ROOT)))
                .body("method", equalTo(route.method()))
                .body("uri", equalTo(path + "?limit=3&name=%C3%A4"));
    }

    @Test
    void passesHeadersOnButThoseOfOneConnection() {
        given().header("Idempotency-Key", "k-1")
                .header("If-None-Match", "W/\"x\"")
                .header("Connection", "X-Secret-Hop")
                .header("X-Secret-Hop", "1")
                .header("TE", "trailers")
                .header("X-Forwarded-Host", "evil.example")
                .get("/datasets")
                .then()
                .statusCode(200)
                .body("headers.idempotency-key", equalTo("k-1"))
                .body("headers.if-none-match", equalTo("W/\"x\""))
                .body("headers.x-secret-hop", nullValue())
                .body("headers.te", nullValue())
                .body("headers.x-forwarded-for", equalTo("127.0.0.1"))
                .body("headers.x-forwarded-host", equalTo("127.0.0.1:" + RestAssured.port))
                .header("ETag", "W/\"abc\"")
                .header("Link", "</models?after=3>; rel=\"next\"")
                .header("X-Total-Count", "7")
                .header("Retry-After", "3")
                .header("X-Private", nullValue());
    }

    @Test
    void pointsAtItselfWhereAnOwnerPointsAtItself() {
        given().post("/models?fake=created").then().statusCode(201).header("Location", "/models/1");
    }

    @Test
    void passesAnswersWithoutABody() {
        given().delete("/models/1?fake=gone").then().statusCode(204);
        given().get("/models?fake=unchanged").then().statusCode(304);
        given().head("/models").then().statusCode(200).header("ETag", "W/\"abc\"");
    }

    @Test
    void passesTheProblemsOfAnOwnerAndExplainsItsOtherErrors() {
        given().get("/models/9?fake=missing")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("detail", equalTo("no model 9"));
        given().get("/models?fake=html")
                .then()
                .statusCode(500)
                .contentType(PROBLEM)
                .body("detail", containsString("benchmark-runner-service answered 500"))
                .body("detail", not(containsString("com.example")));
    }

    @Test
    void showsAPersonWhatTheOwnerOfAPageSays() {
        given().get("/acknowledge/x?fake=page")
                .then()
                .statusCode(410)
                .contentType("text/html")
                .header("Content-Security-Policy", equalTo("form-action 'self'"))
                .header("Referrer-Policy", "no-referrer")
                .body(containsString("expired"));
        given().get("/acknowledge/x?fake=html").then().statusCode(500).contentType(PROBLEM);
        given().get("/models?fake=page").then().statusCode(410).contentType(PROBLEM);
    }

    @Test
    void answersForAnOwnerThatDoesNot() {
        given().get("/alerts?fake=still")
                .then()
                .statusCode(504)
                .contentType(PROBLEM)
                .header("Retry-After", notNullValue())
                .body("detail", equalTo("alert-service did not answer within 6 seconds"));
    }

    @Test
    void streamsLargeAnswers() throws Exception {
        var answer = send(HttpRequest.newBuilder(at("/benchmark-runs?fake=stream")), BodyHandlers.ofInputStream());

        assertThat(lengthOf(answer.body())).isEqualTo(50L * FakeOwner.MEGABYTE);
    }

    @Test
    void saysThatASharedAnswerBrokeOff() {
        given().get("/models?fake=cut")
                .then()
                .statusCode(503)
                .contentType(PROBLEM)
                .body("detail", equalTo("benchmark-runner-service broke off before it answered"));
    }

    @Test
    void streamsLargeUploadsWithAndWithoutAnAnnouncedLength() throws Exception {
        var announced = send(
                HttpRequest.newBuilder(at("/datasets"))
                        .POST(BodyPublishers.ofByteArray(new byte[50 * FakeOwner.MEGABYTE])),
                BodyHandlers.ofString());
        var chunked = send(upload("/datasets", 50), BodyHandlers.ofString());

        assertThat(announced.body()).contains("\"length\":" + 50L * FakeOwner.MEGABYTE);
        assertThat(chunked.body()).contains("\"length\":" + 50L * FakeOwner.MEGABYTE);
    }

    @Test
    void refusesBodiesOverTheLimit() throws Exception {
        var chunked = send(upload("/datasets", 65), BodyHandlers.ofString());
        var announced = send(
                HttpRequest.newBuilder(at("/datasets"))
                        .POST(BodyPublishers.ofByteArray(new byte[65 * FakeOwner.MEGABYTE])),
                BodyHandlers.ofString());

        for (var answer : List.of(chunked, announced)) {
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.headers().firstValue("Content-Type")).contains(PROBLEM);
            assertThat(answer.body()).contains("67,108,864 bytes");
        }
    }

    @Test
    void takesSmallBodiesOfAKnownLengthOnlyWhereItAnswersItself() throws Exception {
        var unannounced = send(upload("/ui/session", 1), BodyHandlers.ofString());
        var large = send(
                HttpRequest.newBuilder(at("/ui/session")).POST(BodyPublishers.ofByteArray(new byte[64 * 1024 + 1])),
                BodyHandlers.ofString());

        assertThat(unannounced.statusCode()).isEqualTo(411);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("65,536 bytes");
        for (var answer : List.of(unannounced, large)) {
            assertThat(answer.headers().firstValue("Content-Type")).contains(PROBLEM);
        }
    }

    @Test
    void letsImportsBeLarger() throws Exception {
        var answer = send(upload("/benchmark-runs/import", 70), BodyHandlers.ofString());

        assertThat(answer.body()).contains("\"length\":" + 70L * FakeOwner.MEGABYTE);
    }

    @Test
    void doesNotLetHalfAnAnswerLookWhole() {
        assertThatThrownBy(() -> send(HttpRequest.newBuilder(at("/datasets?fake=cut")), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void answersAnEarlyRefusalWhileTheUploadGoesOn() throws Exception {
        var request =
                HttpRequest.newBuilder(at("/datasets?fake=early")).POST(BodyPublishers.ofByteArray(new byte[100]));

        assertThat(send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void answersWhatItDoesNotServeWithAProblem() {
        given().get("/nothing").then().statusCode(404).contentType(PROBLEM).body("instance", equalTo("/nothing"));
        given().get("/internal/status").then().statusCode(404).contentType(PROBLEM);
        given().urlEncodingEnabled(false)
                .get("/models/%2e%2e/internal/status")
                .then()
                .statusCode(404)
                .contentType(PROBLEM);
        given().post("/alerts").then().statusCode(405).contentType(PROBLEM).header("Allow", "GET, HEAD, OPTIONS");
        given().delete("/health").then().statusCode(405).contentType(PROBLEM).header("Allow", "GET, HEAD, OPTIONS");
        given().options("/models/1").then().statusCode(204).header("Allow", "GET, PUT, DELETE, HEAD, OPTIONS");
    }

    private static URI at(String path) {
        return URI.create("%s:%d%s".formatted(RestAssured.baseURI, RestAssured.port, path));
    }

    private HttpRequest.Builder upload(String path, int megabytes) {
        var piece = new byte[FakeOwner.MEGABYTE];
        return HttpRequest.newBuilder(at(path))
                .POST(BodyPublishers.ofInputStream(() ->
                        new SequenceInputStream(Collections.enumeration(IntStream.range(0, megabytes)
                                .mapToObj(_ -> (InputStream) new ByteArrayInputStream(piece))
                                .toList()))));
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return CLIENT.send(request.build(), body);
    }

    private static long lengthOf(InputStream body) throws IOException {
        var piece = new byte[64 * 1024];
        var length = 0L;
        for (var read = body.read(piece); read >= 0; read = body.read(piece)) {
            length += read;
        }
        return length;
    }
}
