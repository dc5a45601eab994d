/// How often the engine errs and how soon it sees, counted on made-up series with fixed seeds: what is promised is
/// measured here, by the tests on few series and by `./lab bench detect` on many.
@NullMarked
package io.llmlab.regression.detect.simulation;

import org.jspecify.annotations.NullMarked;
