package io.llmlab.runner;

import io.llmlab.local.testing.HouseStyle;

class HouseStyleTest extends HouseStyle {

    HouseStyleTest() {
        super("io.llmlab.runner");
    }
}
