/// What open dashboards are told, the moment it happens.
@NullMarked
package io.llmlab.gateway.live;

import org.jspecify.annotations.NullMarked;
