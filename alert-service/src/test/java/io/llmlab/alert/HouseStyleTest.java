package io.llmlab.alert;

import io.llmlab.local.testing.HouseStyle;

class HouseStyleTest extends HouseStyle {

    HouseStyleTest() {
        super("io.llmlab.alert");
    }
}
