/// The one OpenAPI document of the suite.
@NullMarked
package io.llmlab.gateway.docs;

import org.jspecify.annotations.NullMarked;
