/// What is to happen by a time: a job is fired, its run ends, a pushed series goes on. Where it does not, rules of
/// `system_error` are told; with what was awaited their alerts end.
@NullMarked
package io.llmlab.alert.watch;

import org.jspecify.annotations.NullMarked;
