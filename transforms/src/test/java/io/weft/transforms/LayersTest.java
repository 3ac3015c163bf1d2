package io.weft.transforms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The transforms run on any worker, beside any connector: they know Connect and PostgreSQL. */
class LayersTest {

  @Test
  void transformsKnowConnectAndPostgresOnly() {
    classes()
        .should()
        .onlyAccessClassesThat()
        .resideInAnyPackage(
            "io.weft.transforms..",
            "io.weft.postgres..",
            "java..",
            "org.apache.kafka..",
            "org.postgresql..",
            "org.slf4j..")
        .check(production());
  }

  @Test
  void lookupDoesNotKnowOfRecords() {
    classes()
        .that()
        .resideInAPackage("io.weft.transforms.lookup")
        .should()
        .onlyAccessClassesThat()
        .resideInAnyPackage(
            "io.weft.transforms.lookup",
            "io.weft.postgres..",
            "java..",
            "org.apache.kafka.connect.data..",
            "org.apache.kafka.connect.errors..",
            "org.postgresql..",
            "org.slf4j..")
        .check(production());
  }

  private static JavaClasses production() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("io.weft.transforms");
  }
}
