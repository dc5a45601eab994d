/// What the generated OpenAPI document needs beyond what the scanner sees, so that clients can be generated from it.
@NullMarked
package io.llmlab.platform.openapi;

import org.jspecify.annotations.NullMarked;
