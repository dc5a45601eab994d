/// `./lab bench`: how fast the suite is, measured on this machine.
@NullMarked
package io.llmlab.bench;

import org.jspecify.annotations.NullMarked;
