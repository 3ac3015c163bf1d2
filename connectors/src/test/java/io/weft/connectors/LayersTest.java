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
        .layer("retry")
        .definedBy("io.weft.connectors.retry")
        .layer("copy task")
        .definedBy("io.weft.connectors.copy")
        .layer("copy config")
        .definedBy("io.weft.connectors.copy.config")
        .layer("copy session")
        .definedBy("io.weft.connectors.copy.session")
        .layer("copy plan")
        .definedBy("io.weft.connectors.copy.plan")
        .layer("copy snapshot")
        .definedBy("io.weft.connectors.copy.snapshot")
        .layer("copy read")
        .definedBy("io.weft.connectors.copy.read")
        .whereLayer("task")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("config")
        .mayOnlyBeAccessedByLayers(
            "task",
            "start",
            "retry",
            "copy task",
            "copy config",
            "copy session",
            "copy snapshot",
            "copy read")
        .whereLayer("start")
        .mayOnlyBeAccessedByLayers("task", "retry", "copy task", "copy snapshot")
        .whereLayer("fetch")
        .mayOnlyBeAccessedByLayers("task", "config", "copy session")
        .whereLayer("relation")
        .mayOnlyBeAccessedByLayers("task")
        .whereLayer("stream")
        .mayOnlyBeAccessedByLayers("task", "start", "config")
        .whereLayer("value")
        .mayOnlyBeAccessedByLayers("config", "start", "relation", "stream", "copy read")
        .whereLayer("retry")
        .mayOnlyBeAccessedByLayers("task", "copy snapshot", "copy read")
        .whereLayer("copy task")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("copy config")
        .mayOnlyBeAccessedByLayers("copy task", "copy snapshot", "copy read")
        .whereLayer("copy session")
        .mayOnlyBeAccessedByLayers("copy snapshot", "copy read")
        .whereLayer("copy plan")
        .mayOnlyBeAccessedByLayers("copy task", "copy snapshot", "copy read")
        .whereLayer("copy snapshot")
        .mayOnlyBeAccessedByLayers("copy task")
        .whereLayer("copy read")
        .mayOnlyBeAccessedByLayers("copy task")
        .check(classes);
  }
}
