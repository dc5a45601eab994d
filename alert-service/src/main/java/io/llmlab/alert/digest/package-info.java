/// What became of the lab in a while, told at a time that people choose, be it that nothing did.
@NullMarked
package io.llmlab.alert.digest;

import org.jspecify.annotations.NullMarked;
