package io.llmlab.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.llmlab.local.testing.HouseStyle;
import org.junit.jupiter.api.Test;

class HouseStyleTest extends HouseStyle {

    HouseStyleTest() {
        super("io.llmlab.platform");
    }

    @Test
    void namesNothingOfTheDomain() {
        check(noClasses()
                .should()
                .haveNameMatching(".*\\.(Model|Run|Metric|Alert|Dataset|Job|Finding|Series|Benchmark)[A-Z]?\\w*"));
    }
}
