package io.llmlab.formats;

import io.llmlab.local.testing.HouseStyle;

class HouseStyleTest extends HouseStyle {

    HouseStyleTest() {
        super("io.llmlab.formats");
    }
}
