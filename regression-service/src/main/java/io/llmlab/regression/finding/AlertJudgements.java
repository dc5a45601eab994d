package io.llmlab.regression.finding;

import io.llmlab.regression.finding.Disposition.Kind;
import io.llmlab.regression.series.Series;
import io.llmlab.regression.series.SeriesService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Takes what people resolve alerts as for their word on the findings behind them, within the caller's transaction.
///
/// It makes no loop: that a finding ends is told, resolves what is still open for it among the alerts, and that is no
/// person's word.
@ApplicationScoped
public class AlertJudgements {

    private final SeriesService series;
    private final FindingRepository findings;
    private final DispositionService dispositions;

    AlertJudgements(SeriesService series, FindingRepository findings, DispositionService dispositions) {
        this.series = series;
        this.findings = findings;
        this.dispositions = dispositions;
    }

    /// Judges the newest finding of each series that the alert is about. One that was judged already keeps the first
    /// word; one that is over cannot become the new normal.
    public Uni<Void> take(AlertJudgement judgement) {
        return series.named(judgement.key())
                .map(found -> found.stream()
                        .filter(judgement::isAbout)
                        .map(Series::id)
                        .toList())
                .chain(ids -> findings.newestOf(ids, judgement.at()))
                .chain(ids -> judge(ids, judgement));
    }

    private Uni<Void> judge(List<Long> findingIds, AlertJudgement judgement) {
        var kind = judgement.isNewNormal() ? Kind.ACCEPTED : Kind.FALSE_ALARM;
        return Multi.createFrom()
                .iterable(findingIds)
                .onItem()
                .transformToUniAndConcatenate(id -> dispositions.judgeWherePossible(id, kind, judgement.word()))
                .onItem()
                .ignoreAsUni();
    }
}
