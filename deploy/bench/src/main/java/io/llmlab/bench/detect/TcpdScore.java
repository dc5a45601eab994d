package io.llmlab.bench.detect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// How well change points agree with what several people marked.
///
/// Source: G. J. J. van den Burg, C. K. I. Williams, "An Evaluation of Change Point Detection Algorithms" (2020): F1
/// with a margin of five points, and the covering of the segments. True points are matched in ascending order,
/// each with the closest free prediction.
///
/// @param marked what each person marked: first points of new segments, from 0
/// @param found the same of a method
/// @param points length of the series
record TcpdScore(List<Set<Integer>> marked, Set<Integer> found, int points) {

    private static final int MARGIN = 5;

    /// From inclusive, to exclusive.
    private record Segment(int from, int to) {

        double overlap(Segment other) {
            var shared = Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
            return (double) shared / (Math.max(to, other.to) - Math.min(from, other.from));
        }
    }

    /// 0 to 1. The first point counts as marked and as found.
    double f1() {
        var begun = begun(found);
        var all = new TreeSet<Integer>();
        var recall = 0.0;
        for (var person : marked) {
            var places = begun(person);
            all.addAll(places);
            recall += (double) matched(places, begun) / places.size() / marked.size();
        }
        var precision = (double) matched(all, begun) / begun.size();
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /// 0 to 1: how much of each marked segment its best counterpart covers.
    double cover() {
        var counterparts = segments(found);
        return marked.stream()
                .mapToDouble(person -> segments(person).stream()
                        .mapToDouble(segment -> (segment.to() - segment.from()) * best(segment, counterparts))
                        .sum())
                .map(covered -> covered / points)
                .average()
                .orElse(0);
    }

    private static double best(Segment segment, List<Segment> counterparts) {
        return counterparts.stream().mapToDouble(segment::overlap).max().orElse(0);
    }

    private static TreeSet<Integer> begun(Set<Integer> places) {
        var begun = new TreeSet<>(places);
        begun.add(0);
        return begun;
    }

    private static int matched(Collection<Integer> ascending, Set<Integer> predicted) {
        var free = new HashSet<>(predicted);
        var count = 0;
        for (var place : ascending) {
            var closest = free.stream()
                    .filter(other -> Math.abs(other - place) <= MARGIN)
                    .min(Comparator.<Integer>comparingInt(other -> Math.abs(other - place))
                            .thenComparing(Comparator.naturalOrder()));
            if (closest.isPresent()) {
                free.remove(closest.get());
                count++;
            }
        }
        return count;
    }

    private List<Segment> segments(Set<Integer> places) {
        var segments = new ArrayList<Segment>();
        var from = 0;
        for (var place : new TreeSet<>(places)) {
            if (place > 0 && place < points) {
                segments.add(new Segment(from, place));
                from = place;
            }
        }
        segments.add(new Segment(from, points));
        return segments;
    }
}
