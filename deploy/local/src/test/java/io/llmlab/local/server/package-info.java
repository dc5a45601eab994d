@NullMarked
package io.llmlab.local.server;

import org.jspecify.annotations.NullMarked;
