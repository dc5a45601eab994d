package io.llmlab.gateway.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.llmlab.gateway.proxy.Route;
import io.llmlab.gateway.proxy.Route.Kind;
import io.llmlab.gateway.proxy.RouteTable;
import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every operation of the table, asked without a key and with a key of each scope.
@QuarkusTest
@TestProfile(Closed.Profile.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class AccessTableTest {

    /// As the README has it.
    private static final Map<Access, Set<Scope>> ENOUGH = Map.of(
            Access.READ, Set.of(Scope.READ, Scope.OPERATE, Scope.ADMIN),
            Access.INGEST, Set.of(Scope.INGEST, Scope.OPERATE, Scope.ADMIN),
            Access.OPERATE, Set.of(Scope.OPERATE, Scope.ADMIN),
            Access.ADMIN, Set.of(Scope.ADMIN));

    private static final Map<Scope, Closed.Issued> KEYS = new EnumMap<>(Scope.class);

    static List<Route> guarded() {
        return RouteTable.ROUTES.stream()
                .filter(route -> ENOUGH.containsKey(route.access()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void asksForAKeyOfTheScopeThatTheTableSays(Route route) {
        ask(given(), route)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer realm=\"llmlab\"");
        for (var scope : Scope.values()) {
            if (!ENOUGH.getOrDefault(route.access(), Set.of()).contains(scope)) {
                var needed = route.access().name().toLowerCase(Locale.ROOT);
                ask(key(scope).http(), route)
                        .then()
                        .statusCode(403)
                        .contentType("application/problem+json")
                        .header(
                                "WWW-Authenticate",
                                "Bearer realm=\"llmlab\", error=\"insufficient_scope\", scope=\"%s\"".formatted(needed))
                        .body("detail", equalTo("This needs a key with scope " + needed));
            } else if (route.kind() != Kind.STREAM) {
                assertThat(ask(key(scope).http(), route).statusCode())
                        .as("%s with %s", route, scope)
                        .isNotIn(401, 403, 429)
                        .isLessThan(500);
            }
        }
    }

    @Test
    void hasNoChangeThatNeedsNoMoreThanReading() {
        var changing = RouteTable.ROUTES.stream()
                .filter(route -> !route.method().equals("GET"))
                .filter(route -> !ENOUGH.containsKey(route.access()) || route.access() == Access.READ)
                .map(route -> route.method() + " " + route.template());

        assertThat(changing)
                .containsExactlyInAnyOrder(
                        "POST /ui/session",
                        "DELETE /ui/session",
                        "PATCH /benchmark-runs/{id}",
                        "POST /acknowledge/{link}",
                        "POST /alert-rules/preview",
                        "POST /scheduler/preview");
    }

    /// An address of one's own and the name of another's secret would make the runner send it there.
    @Test
    void letsOnlyAdminsSayWhereSecretsAreSent() {
        var changing = RouteTable.ROUTES.stream()
                .filter(route -> !route.method().equals("GET"))
                .filter(route -> route.template().matches("/(models|executors)(/\\{\\w+})?"))
                .toList();

        assertThat(changing).hasSize(6).allMatch(route -> route.access() == Access.ADMIN);
    }

    @Test
    void tellsWithoutAKeyNothingThatTheSuiteHolds() {
        var open = RouteTable.ROUTES.stream()
                .filter(route -> route.method().equals("GET") && !ENOUGH.containsKey(route.access()))
                .map(Route::template);

        assertThat(open).containsExactlyInAnyOrder("/", "/client.py", "/openapi", "/ui/session", "/acknowledge/{link}");
    }

    @Test
    void servesThePageAndTheDocumentWithoutAKey() {
        given().get("/").then().statusCode(200).contentType(startsWith("text/html"));
        given().get("/docs/").then().statusCode(200);
        given().get("/openapi")
                .then()
                .statusCode(200)
                .body("paths.'/models'.post.security", equalTo(List.of(Map.of("api_key", List.of("admin")))))
                .body("paths.'/openapi'.get.security", equalTo(List.of()))
                .body("components.securitySchemes.api_key.scheme", equalTo("bearer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/api-keys/",
                "/admin/api-keys;x=1",
                "/admin;x=1/api-keys",
                "//admin/api-keys",
                "/admin//api-keys",
                "/admin/%61pi-keys",
                "/admin%2Fapi-keys",
                "/x/../admin/api-keys",
                "/./admin/api-keys",
                "/ADMIN/api-keys",
                "/ui/session/../../admin/api-keys"
            })
    void cannotBePassedByWritingAPathOtherwise(String path) {
        assertThat(given().urlEncodingEnabled(false).get(path).statusCode()).isIn(400, 401, 404);
    }

    private static Response ask(RequestSpecification http, Route route) {
        return http.urlEncodingEnabled(false)
                .request(route.method(), route.template().replaceAll("\\{\\w+}", "99999999"));
    }

    private static Closed.Issued key(Scope scope) {
        return KEYS.computeIfAbsent(scope, _ -> Closed.issue(scope.name().toLowerCase(Locale.ROOT)));
    }
}
