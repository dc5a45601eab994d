/// Runs that a configured program on this machine executes: started without a shell, watched, its result file
/// imported.
@NullMarked
package io.llmlab.runner.command;

import org.jspecify.annotations.NullMarked;
