package io.llmlab.runner.execute;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/// Keys for endpoints, from the environment.
@ApplicationScoped
class Secrets {

    /// Whoever may register a model names its secret and the address it is sent to; what the suite itself runs on is
    /// none of these.
    private static final Pattern OWN = Pattern.compile(
            "(?i)(DATABASE|KAFKA|SMTP|SLACK|QUARKUS|JAVA|PG|POSTGRES|MP|RUNNER|REGRESSION|ALERT|LLMLAB)_.*|PATH|HOME|PGPASSWORD");

    private final Config config;

    Secrets(Config config) {
        this.config = config;
    }

    /// @throws RunFailure if there is none of this name, saying what to do
    String require(String name, String modelName) {
        if (OWN.matcher(name).matches()) {
            throw new RunFailure(
                    "api_key_ref of model %s names %s, a setting of the suite itself, which is sent to no endpoint; name another environment variable"
                            .formatted(modelName, name));
        }
        return find(name)
                .orElseThrow(() -> new RunFailure(
                        "api_key_ref of model %s names %s, but the runner has no such environment variable; set it (a line %s=… in .env) and restart, or change api_key_ref"
                                .formatted(modelName, name, name)));
    }

    private Optional<String> find(String name) {
        return config.getOptionalValue(name, String.class)
                .filter(value -> !value.isBlank())
                .map(String::strip);
    }
}
