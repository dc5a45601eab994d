package io.llmlab.regression.detect.segment;

/// Prefix sums that give the residual sum of squares of any stretch in constant time, around its mean and around its
/// least squares line.
///
/// Values should lie around zero and be of moderate size: a difference of sums loses what the sums have in common.
final class RunningSums {

    private final double[] values;
    private final double[] sum;
    private final double[] squares;
    private final double[] moments;

    RunningSums(double[] values) {
        var n = values.length;
        this.values = values;
        sum = new double[n + 1];
        squares = new double[n + 1];
        moments = new double[n + 1];
        for (int i = 0; i < n; i++) {
            var value = values[i];
            sum[i + 1] = sum[i] + value;
            squares[i + 1] = squares[i] + value * value;
            moments[i + 1] = moments[i] + i * value;
        }
    }

    int size() {
        return values.length;
    }

    double value(int index) {
        return values[index];
    }

    double mean(int from, int to) {
        return (sum[to] - sum[from]) / (to - from);
    }

    /// Slope per point of the least squares line; needs two points.
    double slope(int from, int to) {
        double length = to - from;
        return covariation(from, to) * 12 / (length * (length * length - 1));
    }

    /// Residual sum of squares around the mean.
    double aroundMean(int from, int to) {
        var total = sum[to] - sum[from];
        return Math.max(0, squares[to] - squares[from] - total * total / (to - from));
    }

    /// Residual sum of squares around the least squares line; needs two points.
    double aroundLine(int from, int to) {
        double length = to - from;
        var covariation = covariation(from, to);
        return Math.max(0, aroundMean(from, to) - covariation * covariation * 12 / (length * (length * length - 1)));
    }

    /// Sum of (place - mean place) * value.
    private double covariation(int from, int to) {
        return moments[to] - moments[from] - .5 * (from + to - 1) * (sum[to] - sum[from]);
    }

    double[] sums() {
        return sum;
    }

    double[] sumsOfSquares() {
        return squares;
    }

    double[] sumsOfMoments() {
        return moments;
    }
}
