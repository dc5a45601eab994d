package io.llmlab.regression.detect;

import io.llmlab.regression.detect.classic.MannWhitney;

/// Which move a test is asked for.
enum Side {
    DOWN,
    UP,
    EITHER;

    static Side ofHarm(Direction direction) {
        return switch (direction) {
            case HIGHER_IS_BETTER -> DOWN;
            case LOWER_IS_BETTER -> UP;
            case NONE -> EITHER;
        };
    }

    static Side ofBenefit(Direction direction) {
        return switch (direction) {
            case HIGHER_IS_BETTER -> UP;
            case LOWER_IS_BETTER -> DOWN;
            case NONE -> EITHER;
        };
    }

    double chance(StudentT test) {
        return switch (this) {
            case DOWN -> test.below();
            case UP -> test.above();
            case EITHER -> Math.min(1, 2 * Math.min(test.below(), test.above()));
        };
    }

    double chance(MannWhitney test) {
        return switch (this) {
            case DOWN -> test.below();
            case UP -> test.above();
            case EITHER -> test.twoSided();
        };
    }

    /// What the chance cannot fall below with so few runs.
    double smallest(MannWhitney test) {
        return this == EITHER ? Math.min(1, 2 * test.smallest()) : test.smallest();
    }
}
