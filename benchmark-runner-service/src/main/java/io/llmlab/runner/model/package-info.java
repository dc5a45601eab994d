/// The models under test: what they are called, where they answer, what they cost.
@NullMarked
package io.llmlab.runner.model;

import org.jspecify.annotations.NullMarked;
