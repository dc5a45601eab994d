/// Postgres and Kafka without Docker: real servers from their own binaries, for the local stack and the tests.
@NullMarked
package io.llmlab.local.server;

import org.jspecify.annotations.NullMarked;
