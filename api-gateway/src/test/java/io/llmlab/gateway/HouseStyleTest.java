package io.llmlab.gateway;

import io.llmlab.local.testing.HouseStyle;

class HouseStyleTest extends HouseStyle {

    HouseStyleTest() {
        super("io.llmlab.gateway");
    }
}
