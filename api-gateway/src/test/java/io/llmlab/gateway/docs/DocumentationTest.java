package io.llmlab.gateway.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.gateway.proxy.RouteTable;
import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class DocumentationTest {

    @Test
    void describesTheGatewaysOwnPathsInJsonAndYaml() {
        given().get("/openapi")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("openapi", equalTo("3.1.0"))
                .body("paths", hasKey("/dashboard/overview"))
                .body("paths", hasKey("/health"))
                .body("paths", hasKey("/regression-detection/summary"));
        given().get("/openapi?format=yaml")
                .then()
                .statusCode(200)
                .contentType(startsWith("application/yaml"))
                .body(startsWith("openapi: \"3.1.0\""));
        given().accept("application/yaml").get("/openapi").then().contentType(startsWith("application/yaml"));
        given().get("/openapi?format=xml").then().statusCode(422).contentType("application/problem+json");
    }

    @Test
    void describesEveryRouteButThePage() {
        var paths = given().get("/openapi").as(JsonNode.class).path("paths");
        var described = paths.propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + shape(path.getKey())));
        var served = RouteTable.ROUTES.stream()
                .filter(route -> !route.template().equals("/"))
                .map(route -> route.method() + " " + route.shape())
                .toList();

        assertThat(described).containsExactlyInAnyOrderElementsOf(served);
    }

    private static String shape(String template) {
        return template.replaceAll("\\{\\w+}", "{}");
    }

    @Test
    void showsSwaggerUiOverThatDocument() {
        given().get("/docs").then().statusCode(200).contentType("text/html").body(containsString("/openapi"));
        given().get("/docs/").then().statusCode(200).contentType("text/html");
        given().get("/docs/swagger-ui-bundle.js").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?alert=7", "/ui/alerts/7", "/ui/models/7?dataset=gsm8k"})
    void servesThePageWithAStrictPolicyAtEachOfItsAddresses(String address) {
        given().get(address)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self';"))
                .header("Cache-Control", equalTo("no-cache"))
                .body(containsString("<lab-app>"));
    }

    @Test
    void letsBrowsersKeepWhatThePageLoads() {
        var script = given().get("/").asString().replaceAll("(?s).*src=\"([^\"]+\\.js)\".*", "$1");

        given().get(script)
                .then()
                .statusCode(200)
                .header("Content-Encoding", equalTo("gzip"))
                .header("Cache-Control", containsString("immutable"));
    }
}
