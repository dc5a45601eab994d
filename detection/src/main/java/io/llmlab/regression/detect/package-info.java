/// The detectors: plain Java over arrays, without framework, clock or database.
@NullMarked
package io.llmlab.regression.detect;

import org.jspecify.annotations.NullMarked;
