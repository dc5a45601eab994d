package io.llmlab.alert.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Lets what repeats an identity wait until that is open: two streams of one series, a finding that is told again.
final class Rounds {

    private Rounds() {}

    /// @param candidates in their order, which each round keeps
    /// @return those that come first of their identity, then the second ones, and so on; none is empty
    static List<List<Candidate>> of(List<Candidate> candidates) {
        var rounds = new ArrayList<List<Candidate>>();
        var before = new HashMap<String, Integer>();
        for (var candidate : candidates) {
            var round = before.merge(candidate.identity().fingerprint(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(candidate);
        }
        return List.copyOf(rounds);
    }
}
