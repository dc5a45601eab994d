package io.llmlab.local.launch;

/// A port that a person can set, and what it is otherwise.
record PortSetting(String name, int standard) {

    static final PortSetting POSTGRES = new PortSetting("POSTGRES_PORT", 15432);
    static final PortSetting KAFKA = new PortSetting("KAFKA_PORT", 19092);
    static final PortSetting KAFKA_CONTROLLER = new PortSetting("KAFKA_CONTROLLER_PORT", 19093);

    /// @throws LaunchException if the setting is no port
    static int parse(String name, String value) {
        try {
            var port = Integer.parseInt(value.strip());
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, like a number that is no port.
        }
        throw new LaunchException("%s is a port from 1 to 65535, not \"%s\"".formatted(name, value));
    }
}
