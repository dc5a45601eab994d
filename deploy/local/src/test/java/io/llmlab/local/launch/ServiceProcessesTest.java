package io.llmlab.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceProcessesTest {

    @ParameterizedTest
    @EnumSource
    void givesTheAdminKeyToTheGatewayAlone(Service service) {
        var environment = new HashMap<>(Map.of(
                "API_ADMIN_KEY", "x",
                "API_ADMIN_KEY_FILE", "x",
                "GATEWAY_ACCESS_ADMIN_KEY", "x",
                "GATEWAY_ACCESS_ADMIN_KEY_FILE", "x",
                "OPENAI_API_KEY", "x"));

        ServiceProcesses.dropForeignKeys(service, environment);

        assertThat(environment).containsKey("OPENAI_API_KEY").hasSize(service == Service.GATEWAY ? 5 : 1);
    }
}
