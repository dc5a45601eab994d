/// Reads the results files of other harnesses. `ResultFiles.read` is the way in; each format is one `ResultFormat`.
@NullMarked
package io.llmlab.formats;

import org.jspecify.annotations.NullMarked;
