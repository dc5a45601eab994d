package io.llmlab.regression.baseline;

/// Runs of a series that lie among those that were looked at and are not among them.
///
/// @param excluded by a person, who says that they are no evidence
/// @param leftOut because they belong to a finding, or to a suspicion that nothing came of: no part of what is normal
public record Absent(int excluded, int leftOut) {

    /// Nothing is missing.
    public static final Absent NOTHING = new Absent(0, 0);

    /// So many of the newest runs are counted at most.
    static final long LOOKED_AT = 1_000;
}
