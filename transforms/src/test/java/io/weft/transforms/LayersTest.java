package io.weft.transforms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The transforms run on any worker, beside any connector: they know nothing but Connect. */
class LayersTest {

  @Test
  void transformsKnowNothingButConnect() {
    classes()
        .should()
        .onlyAccessClassesThat()
        .resideInAnyPackage("io.weft.transforms", "java..", "org.apache.kafka..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.weft.transforms"));
  }
}
