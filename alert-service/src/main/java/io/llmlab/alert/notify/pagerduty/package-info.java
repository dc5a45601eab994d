/// PagerDuty, by Events API v2.
@NullMarked
package io.llmlab.alert.notify.pagerduty;

import org.jspecify.annotations.NullMarked;
