/// Segmentation of one series into regimes: the engine of `change_point` and of `./lab detect`.
///
/// Plain Java over arrays, without framework, clock, database or other packages of the service, so that a command line
/// can use it alone. Begin with [Segmenter]; `docs/detection/change_point.md` explains the method.
@NullMarked
package io.llmlab.regression.detect.segment;

import org.jspecify.annotations.NullMarked;
