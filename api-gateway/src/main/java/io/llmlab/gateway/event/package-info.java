/// The read model: what the services' events say, in the tables that the dashboards ask.
@NullMarked
package io.llmlab.gateway.event;

import org.jspecify.annotations.NullMarked;
