/// Tests of what a cluster gets: the chart, the operators' resources beside it, and the compose file that must say the
/// same.
@NullMarked
package io.llmlab.chart;

import org.jspecify.annotations.NullMarked;
