package io.llmlab.local;

import io.llmlab.local.testing.HouseStyle;

class HouseStyleTest extends HouseStyle {

    HouseStyleTest() {
        super("io.llmlab.local");
    }
}
