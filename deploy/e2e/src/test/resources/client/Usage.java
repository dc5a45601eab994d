import io.llmlab.client.ApiClient;
import io.llmlab.client.ApiException;
import io.llmlab.client.api.AlertsApi;
import io.llmlab.client.api.ModelApi;
import io.llmlab.client.api.ResultsApi;
import io.llmlab.client.api.RunApi;
import io.llmlab.client.model.Metric;
import io.llmlab.client.model.MetricRequest;
import io.llmlab.client.model.MetricType;
import io.llmlab.client.model.Model;
import io.llmlab.client.model.ModelRequest;
import io.llmlab.client.model.Provider;
import io.llmlab.client.model.ResultsRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// What somebody does with a generated client; GeneratedClientTest compiles it together with that and looks at what it
/// saw.
public final class Usage implements Function<String, Map<String, Object>> {

    @Override
    public Map<String, Object> apply(String url) {
        var client = new ApiClient();
        client.updateBaseUri(url);
        try {
            return use(client);
        } catch (ApiException refused) {
            throw new IllegalStateException(refused.getResponseBody(), refused);
        }
    }

    private static Map<String, Object> use(ApiClient client) throws ApiException {
        var seen = new HashMap<String, Object>();
        var models = new ModelApi(client);
        var created = models.createModel(
                new ModelRequest().name("generated-client").provider(Provider.CUSTOM).maxTokens(1024), null);
        seen.put("created", created.getName());
        seen.put("provider", created.getProvider().getValue());
        seen.put(
                "models",
                models.listModels(true, null, null, null, null, null).stream()
                        .map(Model::getName)
                        .toList());

        var accuracy = new MetricRequest()
                .metricType(MetricType.ACCURACY)
                .metricName("overall_accuracy")
                .value(.9)
                .sampleCount(100);
        var pushed = new ResultsApi(client)
                .pushBenchmarkRun(
                        new ResultsRequest()
                                .modelName("generated-client")
                                .datasetName("my-eval")
                                .addMetricsItem(accuracy),
                        null);
        var runs = new RunApi(client);
        var run = runs.getBenchmarkRun(pushed.getId());
        seen.put("run", run.getStatus().getValue());
        seen.put("accuracy", run.getAccuracy());
        seen.put(
                "metrics",
                runs.listBenchmarkRunMetrics(run.getId()).stream()
                        .map(Metric::getMetricName)
                        .toList());
        seen.put(
                "alerts",
                new AlertsApi(client)
                        .listAlerts(true, null, null, null, null, run.getModelId(), null, null, null)
                        .size());
        try {
            models.getModel(Long.MAX_VALUE);
        } catch (ApiException missing) {
            seen.put("missing", missing.getCode());
            seen.put("problem", missing.getResponseBody());
        }
        return seen;
    }
}
