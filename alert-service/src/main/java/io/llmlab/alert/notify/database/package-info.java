/// The database as a channel.
@NullMarked
package io.llmlab.alert.notify.database;

import org.jspecify.annotations.NullMarked;
