package io.llmlab.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

class HouseStyleTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.llmlab.platform");

    @Test
    void namesNothingOfTheDomain() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.(Model|Run|Metric|Alert|Dataset|Job|Finding|Series|Benchmark)[A-Z]?\\w*")
                .check(CLASSES);
    }

    @Test
    void featuresFormNoCycle() {
        slices().matching("io.llmlab.platform.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void dependenciesComeThroughConstructors() {
        fields().should().notBeAnnotatedWith(Inject.class).check(CLASSES);
    }
}
