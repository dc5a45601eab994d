/// One DATABASE_URL for the JDBC and the reactive data source.
@NullMarked
package io.llmlab.platform.database;

import org.jspecify.annotations.NullMarked;
