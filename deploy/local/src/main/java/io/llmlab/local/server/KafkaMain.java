package io.llmlab.local.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Runs a broker as a process of its own, until it is told to end: `<folder> <port> <controller port>`.
public final class KafkaMain {

    // Else the garbage collector takes the logger and its level with it.
    private static final Logger ROOT = Logger.getLogger("");

    private KafkaMain() {}

    public static void main(String[] arguments) throws IOException {
        ROOT.setLevel(Level.WARNING);
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT %4$s %3$s %5$s%6$s%n");
        var folder = Path.of(arguments[0]);
        var broker = KafkaBroker.in(folder, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
        System.err.println("Kafka is up at " + broker.bootstrapServers());
        broker.awaitEnd();
    }
}
