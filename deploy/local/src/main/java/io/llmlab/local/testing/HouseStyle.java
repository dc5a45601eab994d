package io.llmlab.local.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The rules of the house that a tool can check, for one module: its test extends this and names its root package.
// Reading the classes takes longer than all rules: once for all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HouseStyle {

    private static final String PATH = "jakarta.ws.rs.Path";
    private static final String VALID = "jakarta.validation.Valid";
    private static final String NOT_NULL = "jakarta.validation.constraints.NotNull";

    private final String rootPackage;
    private final JavaClasses classes;

    protected HouseStyle(String rootPackage) {
        this.rootPackage = rootPackage;
        this.classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages(rootPackage);
    }

    /// For a module's own rules.
    protected void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(classes);
    }

    @Test
    void featuresFormNoCycle() {
        check(slices().matching(rootPackage + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void resourcesReachRepositoriesThroughServices() {
        check(noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository"));
    }

    @Test
    void dependenciesComeThroughConstructors() {
        check(fields().should().notBeAnnotatedWith("jakarta.inject.Inject"));
    }

    /// An absent body would otherwise reach the service as null.
    @Test
    void bodiesAreValidatedAndRequired() {
        check(methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(PATH)
                .should(ArchCondition.from(DescribedPredicate.describe(
                        "declare every @Valid parameter @NotNull", HouseStyle::requiresItsBody))));
    }

    /// Quarkus does not serve a package-private resource method, and says nothing.
    @Test
    void resourceMethodsArePublic() {
        check(methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(PATH)
                .and()
                .areMetaAnnotatedWith("jakarta.ws.rs.HttpMethod")
                .should()
                .haveModifier(JavaModifier.PUBLIC));
    }

    @Test
    void namesSayWhatAClassIs() {
        check(noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?|Helper|Dto|DTO|DAO)"));
    }

    private static boolean requiresItsBody(JavaMethod method) {
        return method.getParameters().stream()
                .filter(parameter -> parameter.isAnnotatedWith(VALID))
                .allMatch(parameter -> parameter.isAnnotatedWith(NOT_NULL));
    }
}
