/// `./lab demo`: the product's main job as a story, on a stack of its own.
@NullMarked
package io.llmlab.local.demo;

import org.jspecify.annotations.NullMarked;
