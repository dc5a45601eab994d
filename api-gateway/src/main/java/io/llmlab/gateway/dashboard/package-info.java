/// What the dashboards show, from the read model.
@NullMarked
package io.llmlab.gateway.dashboard;

import org.jspecify.annotations.NullMarked;
