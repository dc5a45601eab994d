/// The one-file client.
@NullMarked
package io.llmlab.gateway.client;

import org.jspecify.annotations.NullMarked;
