package io.weft.connectors;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Packages know those that a change passes before them, and no others. */
class LayersTest {

  @Test
  void packagesFollowTheData() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.weft.connectors");
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("task")
        .definedBy("io.weft.connectors")
        .layer("config")
        .definedBy("io.weft.connectors.config")
        .layer("start")
        .definedBy("io.weft.connectors.start")
        .layer("fetch")
        .definedBy("io.weft.connectors.fetch")
        .layer("relation")
        .definedBy("io.weft.connectors.relation")
        .layer("stream")
        .definedBy("io.weft.connectors.stream")
        .layer("value")
        .definedBy("io.weft.connectors.value")
        .whereLayer("task")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("config")
        .mayOnlyBeAccessedByLayers("task", "start")
        .whereLayer("start")
        .mayOnlyBeAccessedByLayers("task")
        .whereLayer("fetch")
        .mayOnlyBeAccessedByLayers("task", "config")
        .whereLayer("relation")
        .mayOnlyBeAccessedByLayers("task")
        .whereLayer("stream")
        .mayOnlyBeAccessedByLayers("task", "start", "config")
        .whereLayer("value")
        .mayOnlyBeAccessedByLayers("config", "stream")
        .check(classes);
  }
}
