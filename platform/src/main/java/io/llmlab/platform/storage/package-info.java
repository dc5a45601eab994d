/// How much room a service's schema takes.
@NullMarked
package io.llmlab.platform.storage;

import org.jspecify.annotations.NullMarked;
