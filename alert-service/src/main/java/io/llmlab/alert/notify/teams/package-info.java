/// Microsoft Teams, by the webhook of a workflow.
@NullMarked
package io.llmlab.alert.notify.teams;

import org.jspecify.annotations.NullMarked;
