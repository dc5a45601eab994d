/// Everything as code: a file says what there is to be, and the owners make it so.
@NullMarked
package io.llmlab.gateway.apply;

import org.jspecify.annotations.NullMarked;
