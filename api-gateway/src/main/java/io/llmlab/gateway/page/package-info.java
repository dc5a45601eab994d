/// The dashboard's addresses. What it shows is bundled from `src/main/resources/web`.
@NullMarked
package io.llmlab.gateway.page;

import org.jspecify.annotations.NullMarked;
