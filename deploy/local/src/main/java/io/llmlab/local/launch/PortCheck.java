package io.llmlab.local.launch;

import io.llmlab.local.server.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Refuses to start on ports that another program holds, and names both.
final class PortCheck {

    private final StackSettings settings;

    PortCheck(StackSettings settings) {
        this.settings = settings;
    }

    /// @param parts those that are about to start
    /// @throws LaunchException naming every taken port, its setting and its holder
    void requireFreePorts(List<String> parts) {
        var taken = parts.stream()
                .flatMap(PortCheck::settingsOf)
                .filter(setting -> !Ports.isFree(settings.port(setting)))
                .map(this::complaint)
                .toList();
        if (!taken.isEmpty()) {
            throw new LaunchException(String.join("\n", taken));
        }
    }

    private String complaint(PortSetting setting) {
        var port = settings.port(setting);
        var holder = holder(port).map(name -> " by " + name).orElse("");
        return "Port %d is taken%s. Stop that, or choose another with %s=<port>"
                .formatted(port, holder, setting.name());
    }

    private static Stream<PortSetting> settingsOf(String part) {
        return switch (part) {
            case Servers.POSTGRES -> Stream.of(PortSetting.POSTGRES);
            case Servers.KAFKA -> Stream.of(PortSetting.KAFKA, PortSetting.KAFKA_CONTROLLER);
            default ->
                Stream.of(Service.values())
                        .filter(service -> service.id().equals(part))
                        .flatMap(service -> Stream.of(service.port(), service.managementPort()));
        };
    }

    /// The program and process id, where the system tells.
    private static Optional<String> holder(int port) {
        try {
            var listing = new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpc")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var lines = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            var pid = lines.stream().filter(line -> line.startsWith("p")).findFirst();
            var command = lines.stream().filter(line -> line.startsWith("c")).findFirst();
            return pid.flatMap(
                    id -> command.map(name -> "%s (process %s)".formatted(name.substring(1), id.substring(1))));
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        }
    }
}
