package io.weft.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayersTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.weft.cli");

  @Test
  void thePipelineKnowsNothingOfTheCommandLine() {
    noClasses()
        .that()
        .resideInAnyPackage("io.weft.cli.run..", "io.weft.cli.check..", "io.weft.cli.compare..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "io.weft.cli", "io.weft.cli.show..", "io.weft.cli.demo..")
        .check(CLASSES);
  }

  @Test
  void theChecksKnowNothingOfThePipeline() {
    noClasses()
        .that()
        .resideInAPackage("io.weft.cli.check..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.weft.cli.run..", "io.weft.embedded..")
        .check(CLASSES);
  }

  /** But for what says of a source's columns, before a connector runs, how it will carry them. */
  @Test
  void connectorsAreReachedThroughConnectAlone() {
    noClasses()
        .that()
        .resideInAPackage("io.weft.cli..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.weft.sink..", "io.weft.connectors..", "io.debezium..")
                .and(not(resideInAPackage("io.weft.connectors.value"))))
        .check(CLASSES);
  }
}
