/// `./lab bench month`: a month of the whole stack in which no model changes, and how often somebody is disturbed.
@NullMarked
package io.llmlab.bench.month;

import org.jspecify.annotations.NullMarked;
