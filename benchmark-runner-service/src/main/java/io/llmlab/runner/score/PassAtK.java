package io.llmlab.runner.score;

/// How likely at least one of k answers is right, of an item that was asked n times and answered rightly c times:
/// `1 - C(n-c, k) / C(n, k)`, without bias and without large numbers.
///
/// Source: M. Chen et al., Evaluating Large Language Models Trained on Code (2021), arXiv:2107.03374, section 2.1.
public final class PassAtK {

    private PassAtK() {}

    /// @param answers n, at least k
    /// @param right c, 0 to n
    /// @param k 1 or more
    public static double of(int answers, int right, int k) {
        if (k < 1 || answers < k || right < 0 || right > answers) {
            throw new IllegalArgumentException(
                    "There is no pass@%d of %d answers with %d right ones".formatted(k, answers, right));
        }
        if (answers - right < k) {
            return 1;
        }
        var allWrong = 1.0;
        for (var i = answers - right + 1; i <= answers; i++) {
            allWrong *= 1 - (double) k / i;
        }
        return 1 - allWrong;
    }
}
