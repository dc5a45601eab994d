/// The simulated model server: an OpenAI-compatible endpoint that replays recorded answers and misbehaves on request.
@NullMarked
package io.llmlab.local.replay;

import org.jspecify.annotations.NullMarked;
