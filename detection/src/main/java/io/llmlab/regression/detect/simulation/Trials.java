package io.llmlab.regression.detect.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The same experiment many times, on two threads. The seed of each is its number, so that the outcome is the same on
/// every machine, whatever the threads do.
final class Trials {

    private static final int THREADS = 2;

    private Trials() {}

    /// @param trial what the experiment of this number counted
    static Rate count(int trials, IntFunction<Rate> trial) {
        return each(trials, trial).stream().reduce(Rate.NONE, Rate::plus);
    }

    /// What each experiment gave, in order.
    static <T> List<T> each(int trials, IntFunction<T> trial) {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var parts = threads.invokeAll(IntStream.range(0, THREADS)
                    .<Callable<List<Numbered<T>>>>mapToObj(thread -> () -> part(thread, trials, trial))
                    .toList());
            var all = new ArrayList<Numbered<T>>();
            for (var part : parts) {
                all.addAll(part.get());
            }
            return all.stream()
                    .sorted(Comparator.comparingInt(Numbered::number))
                    .map(Numbered::outcome)
                    .toList();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    private record Numbered<T>(int number, T outcome) {}

    private static <T> List<Numbered<T>> part(int thread, int trials, IntFunction<T> trial) {
        return IntStream.range(0, trials)
                .filter(number -> number % THREADS == thread)
                .mapToObj(number -> new Numbered<>(number, trial.apply(number)))
                .toList();
    }

    /// Numbers that follow from the experiment and its number alone. Seeds that lie close together are mixed first:
    /// the first numbers of [Random] would resemble each other.
    static Random random(String experiment, int number) {
        return new Random(new SplittableRandom(31L * experiment.hashCode() + number).nextLong());
    }
}
