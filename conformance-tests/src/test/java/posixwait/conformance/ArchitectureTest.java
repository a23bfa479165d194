package posixwait.conformance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import what: the seam holds only if nothing reaches across it. */
@AnalyzeClasses(packages = "posixwait", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] API = {"posixwait", "posixwait.spi"};

    @ArchTest
    static final ArchRule the_api_needs_nothing_but_the_jdk = classes()
            .that()
            .resideInAnyPackage(API)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("posixwait", "posixwait.spi", "java..", "jdk.jfr..", "org.jspecify.."));

    @ArchTest
    static final ArchRule the_api_links_nothing_itself = noClasses()
            .that()
            .resideInAnyPackage(API)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.sun.jna..", "java.lang.foreign..")
            .orShould()
            .callMethod(System.class, "load", String.class)
            .orShould()
            .callMethod(System.class, "loadLibrary", String.class);

    @ArchTest
    static final ArchRule the_seam_knows_nothing_above_it = noClasses()
            .that()
            .resideInAPackage("posixwait.spi")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("posixwait");

    @ArchTest
    static final ArchRule the_jna_backend_sees_the_seam_and_jna_only = classes()
            .that()
            .resideInAPackage("posixwait.jna")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("posixwait.jna", "posixwait.spi", "com.sun.jna..", "java..", "org.jspecify..")
                            .and(not(resideInAnyPackage("java.lang.foreign.."))));

    @ArchTest
    static final ArchRule the_ffm_backend_sees_the_seam_and_the_jdk_only = classes()
            .that()
            .resideInAPackage("posixwait.ffm")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("posixwait.ffm", "posixwait.spi", "java..", "org.jspecify.."));

    @ArchTest
    static final ArchRule requirements_make_no_children_behind_the_kits_back = noClasses()
            .that()
            .resideInAPackage("posixwait.conformance.requirements")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder");

    @ArchTest
    static final ArchRule requirements_do_not_sleep = noClasses()
            .that()
            .resideInAPackage("posixwait.conformance..")
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class);
}
