package io.llmlab.runner.execute;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What answers have cost today, and whether that is all that they may.
@ApplicationScoped
class Spending {

    private static final String ADD = """
            insert into spending as s (day, model_id, usd)
            values ((statement_timestamp() at time zone 'UTC')::date, $1, $2)
            on conflict (day, model_id) do update set usd = s.usd + excluded.usd""";

    private static final String TODAY = """
            select coalesce(sum(usd), 0)::float8, coalesce(sum(usd) filter (where model_id = $1), 0)::float8
            from spending where day = (statement_timestamp() at time zone 'UTC')::date""";

    private static final String OF_RUN =
            "select coalesce(sum(coalesce(cost, 0) + coalesce(judge_cost, 0)), 0)::float8 from sample where run_id = $1 and run_at = $2";

    private final BudgetConfig config;
    private final Pool pool;

    Spending(BudgetConfig config, Pool pool) {
        this.config = config;
        this.pool = pool;
    }

    /// In the transaction that stores the answers.
    Uni<Void> add(SqlConnection connection, long modelId, double usd) {
        return usd <= 0
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(ADD).execute(Tuple.of(modelId, usd)).replaceWithVoid();
    }

    Uni<Double> ofRun(Assignment taken) {
        return RunBook.persistently(() -> pool.preparedQuery(OF_RUN).execute(Ledger.run(taken)))
                .map(found -> found.iterator().next().getDouble(0));
    }

    /// What a run may still spend, with who judges for it.
    ///
    /// @param judge null: nobody does
    Uni<Budget> budget(Assignment taken, @Nullable JudgeModel judge) {
        return Uni.combine().all().unis(ofRun(taken), exhausted(taken, judge)).with((spent, exhausted) -> {
            var budget = new Budget(taken.config().maxCost(), spent);
            budget.exhausted(exhausted);
            return budget;
        });
    }

    /// Why no more may be spent today on the run's model, or on who judges for it; empty where more may.
    Uni<Optional<String>> exhausted(Assignment taken, @Nullable JudgeModel judge) {
        var own = exhausted(taken.model().id(), taken.model().name());
        return judge == null
                ? own
                : own.chain(reason -> reason.isPresent()
                        ? Uni.createFrom().item(reason)
                        : exhausted(judge.endpoint().modelId(), judge.endpoint().modelName()));
    }

    /// Why no more may be spent today on this model; empty where more may.
    Uni<Optional<String>> exhausted(long modelId, String modelName) {
        if (config.perDay().isEmpty() && config.modelPerDay().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return RunBook.persistently(() -> pool.preparedQuery(TODAY).execute(Tuple.of(modelId)))
                .map(found -> {
                    var row = found.iterator().next();
                    return reason(row.getDouble(0), row.getDouble(1), modelName);
                });
    }

    private Optional<String> reason(double all, double model, String name) {
        if (all >= config.perDay().orElse(Double.MAX_VALUE)) {
            return Optional.of("Answers have cost %.4f USD today, and runner.budget.per-day allows %.4f"
                    .formatted(all, config.perDay().getAsDouble()));
        }
        if (model >= config.modelPerDay().orElse(Double.MAX_VALUE)) {
            return Optional.of(
                    "Answers of model %s have cost %.4f USD today, and runner.budget.model-per-day allows %.4f"
                            .formatted(name, model, config.modelPerDay().getAsDouble()));
        }
        return Optional.empty();
    }
}
