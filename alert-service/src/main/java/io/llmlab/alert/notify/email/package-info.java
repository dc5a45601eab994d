/// E-mail, by the server of the environment or by one of the channel's own.
@NullMarked
package io.llmlab.alert.notify.email;

import org.jspecify.annotations.NullMarked;
