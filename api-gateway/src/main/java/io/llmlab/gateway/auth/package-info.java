/// Who may use the gateway: keys, the sessions that browsers begin with them, and what each request needs. The local
/// stack listens on the loopback interface and needs no key.
@NullMarked
package io.llmlab.gateway.auth;

import org.jspecify.annotations.NullMarked;
