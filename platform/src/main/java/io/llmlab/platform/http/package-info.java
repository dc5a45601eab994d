/// Lists, parameters and entity tags, the same in every service.
@NullMarked
package io.llmlab.platform.http;

import org.jspecify.annotations.NullMarked;
