package io.llmlab.regression.detect;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import io.llmlab.local.testing.HouseStyle;
import org.junit.jupiter.api.Test;

class HouseStyleTest extends HouseStyle {

    HouseStyleTest() {
        super("io.llmlab.regression.detect");
    }

    @Test
    void theEngineKnowsNoFramework() {
        check(classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.llmlab.regression.detect..", "java..", "org.apache.commons.math3..", "org.jspecify.."));
    }
}
