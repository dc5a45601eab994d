package io.llmlab.runner.schedule;

import io.llmlab.runner.dataset.Dataset;
import io.llmlab.runner.model.Model;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// How many tokens a request will use: by what past runs used, else by the length of the items. In the caller's
/// session.
@ApplicationScoped
class TokenUses {

    private static final String OF_PAST_RUNS = """
            select sum(total_tokens_input) / cast(sum(sample_count - error_count) as double precision),
                sum(total_tokens_output) / cast(sum(sample_count - error_count) as double precision)
            from (
                select * from run
                where model_id = :model and dataset_name = :dataset and status = 'COMPLETED'
                order by run_at desc, id desc limit 10) as recent
            where total_tokens_input is not null and total_tokens_output is not null
            having sum(sample_count - error_count) > 0""";
    private static final String OF_TEXT = """
            select cast(avg(length(coalesce(content ->> 'messages', '') || coalesce(content ->> 'choices', '')))
                as double precision) from (
                select content from dataset_item where dataset_id = :dataset and position < 1000) as sampled""";

    Uni<TokenUse> of(Model model, Dataset dataset) {
        return pastRuns(model, dataset.name())
                .chain(found -> found.map(use -> Uni.createFrom().item(use)).orElseGet(() -> text(dataset)));
    }

    private static Uni<Optional<TokenUse>> pastRuns(Model model, String dataset) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_PAST_RUNS, Object[].class)
                        .setParameter("model", model.id())
                        .setParameter("dataset", dataset)
                        .getResultList())
                .map(rows -> rows.stream().findFirst().map(row -> TokenUse.ofPastRuns(number(row[0]), number(row[1]))));
    }

    private static Uni<TokenUse> text(Dataset dataset) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_TEXT, Double.class)
                        .setParameter("dataset", dataset.id())
                        .getSingleResultOrNull())
                .map(characters -> TokenUse.ofText(characters == null ? 0 : characters));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
