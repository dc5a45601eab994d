/// Who may use the gateway. The local stack listens on the loopback interface and needs no key.
@NullMarked
package io.llmlab.gateway.auth;

import org.jspecify.annotations.NullMarked;
