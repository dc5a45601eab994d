/// Rules: which signals become alerts, how bad these are and who hears of them.
@NullMarked
package io.llmlab.alert.rule;

import org.jspecify.annotations.NullMarked;
