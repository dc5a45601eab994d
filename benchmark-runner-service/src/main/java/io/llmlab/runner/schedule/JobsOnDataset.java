package io.llmlab.runner.schedule;

import io.llmlab.runner.dataset.DatasetUse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// A data set that an enabled job uses is not deleted.
@ApplicationScoped
class JobsOnDataset implements DatasetUse {

    private final JobRepository jobs;

    JobsOnDataset(JobRepository jobs) {
        this.jobs = jobs;
    }

    @Override
    public Uni<List<String>> usersOf(String dataset) {
        return jobs.enabledOn(dataset)
                .map(found -> found.stream().map(job -> "job " + job.jobId()).toList());
    }
}
