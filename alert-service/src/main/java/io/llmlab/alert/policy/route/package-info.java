/// Routes: who is told of alerts whose rules name nobody.
@NullMarked
package io.llmlab.alert.policy.route;

import org.jspecify.annotations.NullMarked;
