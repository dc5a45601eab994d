package io.llmlab.local.launch;

import java.util.Locale;

/// The four services: where their build is, and which settings hold their ports.
public enum Service {
    RUNNER("benchmark-runner-service", "RUNNER_PORT", 8001, "RUNNER_MANAGEMENT_PORT", 9001),
    REGRESSION("regression-service", "REGRESSION_PORT", 8002, "REGRESSION_MANAGEMENT_PORT", 9002),
    ALERT("alert-service", "ALERT_PORT", 8003, "ALERT_MANAGEMENT_PORT", 9003),
    GATEWAY("api-gateway", "API_PORT", 8000, "API_MANAGEMENT_PORT", 9000);

    private final String module;
    private final PortSetting port;
    private final PortSetting managementPort;

    Service(String module, String portName, int port, String managementPortName, int managementPort) {
        this.module = module;
        this.port = new PortSetting(portName, port);
        this.managementPort = new PortSetting(managementPortName, managementPort);
    }

    /// As in `quarkus.application.name`, and the name of its schema and log.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The folder of its module.
    public String module() {
        return module;
    }

    PortSetting port() {
        return port;
    }

    PortSetting managementPort() {
        return managementPort;
    }
}
