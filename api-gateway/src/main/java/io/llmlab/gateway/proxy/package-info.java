/// The one public surface: which path belongs to which service, and the way there and back.
@NullMarked
package io.llmlab.gateway.proxy;

import org.jspecify.annotations.NullMarked;
