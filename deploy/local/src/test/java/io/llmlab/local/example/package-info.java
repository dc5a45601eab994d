/// What `docs/events.md` shows.
@NullMarked
package io.llmlab.local.example;

import org.jspecify.annotations.NullMarked;
