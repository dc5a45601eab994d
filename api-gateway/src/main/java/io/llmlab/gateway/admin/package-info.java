/// What each service says of its storage, retention, audit and dead letters, together.
@NullMarked
package io.llmlab.gateway.admin;

import org.jspecify.annotations.NullMarked;
