package io.llmlab.regression.finding;

import static io.restassured.RestAssured.given;

import io.llmlab.regression.Runner;
import io.llmlab.regression.Runner.Told;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/// Models that are measured an hour apart, of which some fall.
///
/// @param start when their first runs are
/// @param metric of a run with this value, as JSON
record Story(Instant start, DoubleFunction<String> metric) {

    static final double[] STEADY = {.8, .805, .795, .8, .802, .798, .8, .803, .801, .799};
    static final double[] WORSE = {.8, .805, .795, .8, .802, .798, .8, .803, .5, .51};

    /// So many runs of [#WORSE] are good.
    static final int GOOD = 8;

    /// Of today, by accuracies.
    static Story today() {
        return new Story(Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(20)), Runner::accuracy);
    }

    Story after(Duration later) {
        return new Story(start.plus(later), metric);
    }

    List<Told> runs(Runner of, String dataset, double... values) {
        var runs = new ArrayList<Told>();
        for (var value : values) {
            var at = start.plus(Duration.ofHours(runs.size()));
            runs.add(of.run(dataset, at, at.plusSeconds(60), "completed", true, metric.apply(value)));
        }
        return runs;
    }

    List<Told> take(Runner of, String dataset, double... values) {
        var runs = runs(of, dataset, values);
        of.send(runs);
        of.awaitTaken(runs.getLast());
        return runs;
    }

    /// The newest finding of the model on the dataset, with its cause.
    JsonPath finding(Runner of, String dataset) {
        var id = given().queryParam("model_id", of.model())
                .queryParam("dataset_name", dataset)
                .get("/regression-detection/results")
                .jsonPath()
                .getLong("[0].id");
        return given().get("/regression-detection/results/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
