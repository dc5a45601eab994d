/// What is published to start anywhere: the archive behind `./lab dist`.
@NullMarked
package io.llmlab.local.dist;

import org.jspecify.annotations.NullMarked;
