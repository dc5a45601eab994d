/// Times that recur, as APScheduler's cron fields name them, by the wall clock of a time zone.
@NullMarked
package io.llmlab.platform.cron;

import org.jspecify.annotations.NullMarked;
