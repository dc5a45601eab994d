/// The one public HTTP surface of the suite.
@NullMarked
package io.llmlab.gateway;

import org.jspecify.annotations.NullMarked;
