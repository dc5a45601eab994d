package io.llmlab.bench.gateway;

import io.llmlab.bench.report.Latencies;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Asks the gateway from the same machine, and ends by itself.
record Load(URI address, String path) {

    /// As many are under way at the same time in the closed loop.
    private static final int CONCURRENCY = 32;

    /// More wait in the open loop, so that a slow answer does not hold the next one back.
    private static final int CONNECTIONS = 96;

    /// @param perSecond answers that came in a second
    record Result(double perSecond, Latencies latencies) {}

    /// Each asks again as soon as it has its answer.
    Result closed(Duration period) throws IOException {
        var begun = System.nanoTime();
        var end = begun + period.toNanos();
        var millis = together(CONCURRENCY, () -> {
            var taken = new ArrayList<Double>();
            try (var line = new HttpLine(address, path)) {
                for (var before = System.nanoTime(); before < end; before = System.nanoTime()) {
                    line.ask();
                    taken.add((System.nanoTime() - before) / 1e6);
                }
            }
            return taken;
        });
        return new Result(millis.length / ((System.nanoTime() - begun) / 1e9), Latencies.of(millis));
    }

    /// So many a second are due, whether the gateway keeps up or not; each is measured from the moment it was due. What
    /// was not asked after three times the period counts as never answered.
    Result open(double rate, Duration period) throws IOException {
        var count = Math.round(rate * period.toMillis() / 1e3);
        var next = new AtomicLong();
        var begun = System.nanoTime();
        var end = begun + 3 * period.toNanos();
        var millis = together(CONNECTIONS, () -> {
            var taken = new ArrayList<Double>();
            try (var line = new HttpLine(address, path)) {
                for (var at = next.getAndIncrement(); at < count; at = next.getAndIncrement()) {
                    var due = begun + (long) (at * 1e9 / rate);
                    waitUntil(due);
                    taken.add(System.nanoTime() < end ? millisFrom(due, line) : Double.POSITIVE_INFINITY);
                }
            }
            return taken;
        });
        return new Result(millis.length / ((System.nanoTime() - begun) / 1e9), Latencies.of(millis));
    }

    private static double millisFrom(long due, HttpLine line) throws IOException {
        line.ask();
        return (System.nanoTime() - due) / 1e6;
    }

    private static double[] together(int workers, Callable<List<Double>> work) throws IOException {
        try (var threads = Executors.newFixedThreadPool(workers)) {
            var running = new ArrayList<Future<List<Double>>>();
            for (var worker = 0; worker < workers; worker++) {
                running.add(threads.submit(work));
            }
            var all = new ArrayList<Double>();
            for (var one : running) {
                all.addAll(one.get());
            }
            return all.stream().mapToDouble(Double::doubleValue).toArray();
        } catch (ExecutionException failure) {
            throw new IOException(String.valueOf(failure.getCause()), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }

    private static void waitUntil(long nanoTime) {
        for (var left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
