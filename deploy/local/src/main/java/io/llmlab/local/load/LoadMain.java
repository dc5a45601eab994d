package io.llmlab.local.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// `./lab import`: sends results of other harnesses to the suite and says what became of them.
public final class LoadMain {

    /// What the suite calls the archive that the files travel in.
    static final String PARCEL = "parcel.zip";

    private static final int REFUSED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private LoadMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(Arrays.asList(arguments), System.getenv(), System.out, System.err));
    }

    /// @return 0 where all was read, 1 where something was refused, 2 where the command line is not understood
    public static int run(List<String> words, Map<String, String> environment, PrintStream out, PrintStream err)
            throws InterruptedException {
        if (words.contains("--help") || words.contains("-h")) {
            out.println(LoadArguments.USAGE);
            return 0;
        }
        try {
            return send(
                    LoadArguments.parse(words, localUrl(environment)),
                    environment.getOrDefault("LLMLAB_API_KEY", ""),
                    out);
        } catch (UsageException wrong) {
            err.printf("%s%n%n%s%n", wrong.getMessage(), LoadArguments.USAGE);
            return NOT_UNDERSTOOD;
        } catch (ConnectException away) {
            err.println("The suite does not answer; ./lab up starts it, --url names another one.");
            return REFUSED;
        } catch (IOException failure) {
            err.printf(
                    "The import broke off: %s. What was stored stays; the same import again stores the rest.%n",
                    failure);
            return REFUSED;
        }
    }

    private static int send(LoadArguments arguments, String key, PrintStream out)
            throws IOException, InterruptedException {
        var parcels = Parcels.of(arguments.paths());
        var report = new LoadReport(out, arguments.isDryRun());
        try (var shipment = new Shipment(key)) {
            for (var parcel : parcels.list()) {
                report.add(shipment.send(arguments.target(PARCEL), parcel));
            }
        }
        if (parcels.passedOver() > 0) {
            out.printf(
                    "%d files were passed over, because they are neither JSON nor an archive%n", parcels.passedOver());
        }
        if (parcels.list().isEmpty()) {
            out.println("There are no results.");
            return REFUSED;
        }
        return report.print();
    }

    private static String localUrl(Map<String, String> environment) {
        var host = environment.getOrDefault("API_HOST", "127.0.0.1");
        return "http://%s:%s"
                .formatted(host.equals("0.0.0.0") ? "127.0.0.1" : host, environment.getOrDefault("API_PORT", "8000"));
    }
}
