package io.llmlab.runner.execute;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelRepository;
import io.llmlab.runner.model.ModelType;
import io.llmlab.runner.score.JudgeSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the registered models that judge for others, by name or else by id.
@ApplicationScoped
class JudgeModels {

    private static final String POINTER = "/benchmark_config/scorer/model";
    private static final int MOST_DIGITS = 18;

    private static final String FIND =
            "select m.active, %s from model m where m.name = $1 or m.id = $2 order by m.name = $1 desc limit 1"
                    .formatted(Endpoints.COLUMNS);

    private final ModelRepository models;
    private final Pool pool;
    private final Endpoints endpoints;
    private final Protocols protocols;
    private final Secrets secrets;

    JudgeModels(ModelRepository models, Pool pool, Endpoints endpoints, Protocols protocols, Secrets secrets) {
        this.models = models;
        this.pool = pool;
        this.endpoints = endpoints;
        this.protocols = protocols;
        this.secrets = secrets;
    }

    /// In the caller's session.
    ///
    /// @return a failure with [Invalid] where nobody could judge
    Uni<Void> check(JudgeSettings judge) {
        var id = id(judge.model());
        return models.named(judge.model())
                .chain(named -> named.isPresent() || id == null
                        ? Uni.createFrom().item(named)
                        : models.findById(id).map(Optional::ofNullable))
                .invoke(found -> unfit(judge, found).ifPresent(reason -> {
                    throw Invalid.inBody(POINTER, reason);
                }))
                .replaceWithVoid();
    }

    /// For a run that begins; needs no session.
    ///
    /// @return a failure with [RunFailure] where nobody can judge any more
    Uni<JudgeModel> require(JudgeSettings judge) {
        return RunBook.persistently(() -> pool.preparedQuery(FIND).execute(Tuple.of(judge.model(), id(judge.model()))))
                .map(found -> model(judge, found));
    }

    private JudgeModel model(JudgeSettings judge, RowSet<Row> found) {
        if (found.size() == 0) {
            throw new RunFailure("Nobody can judge: " + unknown(judge));
        }
        var row = found.iterator().next();
        var endpoint = endpoints.read(row);
        unfit(endpoint.modelName(), endpoint.type(), endpoint.baseUrl(), row.getBoolean("active"))
                .ifPresent(reason -> {
                    throw new RunFailure("Nobody can judge: " + reason);
                });
        var key = endpoint.keyRef() == null ? null : secrets.require(endpoint.keyRef(), endpoint.modelName());
        return new JudgeModel(endpoint, protocols.of(endpoint.spoken(null)), key);
    }

    private static Optional<String> unfit(JudgeSettings judge, Optional<Model> found) {
        return found.map(model -> unfit(model.name(), model.modelType(), model.baseUrl(), model.isActive()))
                .orElseGet(() -> Optional.of(unknown(judge)));
    }

    private static Optional<String> unfit(String name, ModelType type, @Nullable String baseUrl, boolean active) {
        if (!active) {
            return Optional.of("the model %s is deactivated".formatted(name));
        }
        if (type == ModelType.EMBEDDING) {
            return Optional.of("the model %s is of type embedding, which answers no questions".formatted(name));
        }
        return baseUrl == null
                ? Optional.of("the model %s has no base_url, so nobody can ask it".formatted(name))
                : Optional.empty();
    }

    private static String unknown(JudgeSettings judge) {
        return "there is no model %s; register the one that is to judge (POST /models)".formatted(judge.model());
    }

    private static @Nullable Long id(String model) {
        return model.length() <= MOST_DIGITS && model.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                ? Long.valueOf(model)
                : null;
    }
}
