/// What many events of one transaction store and look up together.
@NullMarked
package io.llmlab.alert.ledger;

import org.jspecify.annotations.NullMarked;
