/// Receivers of Prometheus Alertmanager's webhooks.
@NullMarked
package io.llmlab.alert.notify.alertmanager;

import org.jspecify.annotations.NullMarked;
