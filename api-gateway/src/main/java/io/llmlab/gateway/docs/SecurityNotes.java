package io.llmlab.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.auth.Access;
import io.llmlab.gateway.proxy.Route;
import java.util.Locale;

/// Says in the document what each operation asks for, as the route table has it.
final class SecurityNotes {

    private static final String KEY = "api_key";
    private static final String PROOF = "proof";

    private SecurityNotes() {}

    static void explain(ObjectNode components) {
        var schemes = components.withObjectProperty("securitySchemes");
        schemes.putObject(KEY)
                .put("type", "http")
                .put("scheme", "bearer")
                .put(
                        "description",
                        "An API key; also as X-API-Key. The local stack on the loopback interface asks for none.");
        schemes.putObject(PROOF)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "The token that came with what is answered, or a signed link: no key.");
    }

    static JsonNode noted(JsonNode operation, Route route) {
        var noted = operation.<ObjectNode>deepCopy();
        var security = noted.putArray("security");
        if (route.access() == Access.OWN_PROOF) {
            security.addObject().putArray(PROOF);
        } else if (route.access() != Access.PUBLIC) {
            security.addObject().putArray(KEY).add(route.access().name().toLowerCase(Locale.ROOT));
        }
        return noted;
    }
}
