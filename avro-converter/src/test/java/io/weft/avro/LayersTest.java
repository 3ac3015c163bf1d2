package io.weft.avro;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Packages know those that a value passes before them, and no others. */
class LayersTest {

  @Test
  void packagesFollowTheData() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.weft.avro");
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("converter")
        .definedBy("io.weft.avro")
        .layer("codec")
        .definedBy("io.weft.avro.codec")
        .layer("schema")
        .definedBy("io.weft.avro.schema")
        .layer("registry")
        .definedBy("io.weft.avro.registry..")
        .whereLayer("converter")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("codec")
        .mayOnlyBeAccessedByLayers("converter")
        .whereLayer("registry")
        .mayOnlyBeAccessedByLayers("converter")
        .whereLayer("schema")
        .mayOnlyBeAccessedByLayers("converter", "codec")
        .check(classes);
  }
}
