/// Runs that are executed outside: an HTTP service is asked, and reports by `PATCH /benchmark-runs/{id}`.
@NullMarked
package io.llmlab.runner.delegate;

import org.jspecify.annotations.NullMarked;
