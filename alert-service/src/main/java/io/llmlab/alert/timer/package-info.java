/// What is to happen at a time, kept in the database: a restart forgets none of it.
@NullMarked
package io.llmlab.alert.timer;

import org.jspecify.annotations.NullMarked;
