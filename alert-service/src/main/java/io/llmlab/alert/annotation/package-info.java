/// What people and pipelines note of the world beside the runs: deploys, changes of prompts.
@NullMarked
package io.llmlab.alert.annotation;

import org.jspecify.annotations.NullMarked;
