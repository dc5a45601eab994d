package io.llmlab.runner.execute;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/// Keys for endpoints, from the environment.
@ApplicationScoped
public class Secrets {

    /// Whoever may register a model names its secret and the address it is sent to; what the suite itself runs
    /// on is none of these.
    private static final Pattern OWN = Pattern.compile(
            "(?i)(DATABASE|KAFKA|SMTP|SLACK|QUARKUS|JAVA|PG|POSTGRES|MP|RUNNER|REGRESSION|ALERT|LLMLAB|API|GATEWAY|PUBLIC)_.*"
                    + "|(HTTPS?|ALL|NO)_PROXY|PATH|HOME|PGPASSWORD");

    private final Config config;

    Secrets(Config config) {
        this.config = config;
    }

    String require(String name, String modelName) {
        return requireFor("api_key_ref of model " + modelName, name);
    }

    /// @param owner the setting that names it, for the message: `secret_ref of executor farm`
    /// @throws RunFailure if there is none of this name, saying what to do
    public String requireFor(String owner, String name) {
        if (OWN.matcher(name).matches()) {
            throw new RunFailure(
                    "%s names %s, a setting of the suite itself, which is used for no endpoint; name another environment variable"
                            .formatted(owner, name));
        }
        return find(name)
                .orElseThrow(() -> new RunFailure(
                        "%s names %s, but the runner has no such environment variable; set it (a line %s=… in .env) and restart, or change %s"
                                .formatted(owner, name, name, owner)));
    }

    private Optional<String> find(String name) {
        return config.getOptionalValue(name, String.class)
                .filter(value -> !value.isBlank())
                .map(String::strip);
    }
}
