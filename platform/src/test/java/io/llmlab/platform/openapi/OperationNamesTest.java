package io.llmlab.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationNamesTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /models, true, listModels",
        "GET, /models/{id}, false, getModel",
        "GET, /models/{id}/samples, true, listModelSamples",
        "GET, /scheduler/stats, false, getSchedulerStats",
        "GET, /models/export, false, exportModels",
        "GET, /models/{id}/samples/export, false, exportModelSamples",
        "POST, /alert-rules, false, createAlertRule",
        "POST, /models/{id}/check, false, checkModel",
        "POST, /alerts/{id}/notifications/{n}/retry, false, retryAlertNotification",
        "POST, /configs/dry-run, false, dryRunConfig",
        "PUT, /models/{id}, false, updateModel",
        "PATCH, /models/{id}, false, updateModel",
        "DELETE, /mute-times/{id}, false, deleteMuteTime",
    })
    void sayWhatIsDoneToWhat(HttpMethod method, String path, boolean list, String name) {
        assertThat(OperationNames.name(method, path, list)).isEqualTo(name);
    }
}
