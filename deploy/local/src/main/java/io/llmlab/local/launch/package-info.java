/// Behind `./lab`: starts, watches and stops the whole stack on one machine.
@NullMarked
package io.llmlab.local.launch;

import org.jspecify.annotations.NullMarked;
