/// What every answer of the gateway has in common: problem details and security headers.
@NullMarked
package io.llmlab.gateway.http;

import org.jspecify.annotations.NullMarked;
