package io.weft.sink;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The packages follow the data: none knows one that comes later. */
class LayersTest {

  @Test
  void packagesKnowOnlyThoseBeforeThem() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.weft.sink");
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("task")
        .definedBy("io.weft.sink")
        .layer("decode")
        .definedBy("io.weft.sink.decode..")
        .layer("metrics")
        .definedBy("io.weft.sink.metrics..")
        .layer("assemble")
        .definedBy("io.weft.sink.assemble..")
        .layer("target")
        .definedBy("io.weft.sink.target..")
        .layer("plan")
        .definedBy("io.weft.sink.plan..")
        .layer("encode")
        .definedBy("io.weft.sink.encode..")
        .layer("sql")
        .definedBy("io.weft.sink.sql..")
        .layer("apply")
        .definedBy("io.weft.sink.apply..")
        .layer("copy")
        .definedBy("io.weft.sink.copy..")
        .whereLayer("decode")
        .mayNotAccessAnyLayer()
        .whereLayer("target")
        .mayNotAccessAnyLayer()
        .whereLayer("metrics")
        .mayOnlyAccessLayers("decode")
        .whereLayer("assemble")
        .mayOnlyAccessLayers("decode")
        .whereLayer("plan")
        .mayOnlyAccessLayers("decode", "target")
        .whereLayer("encode")
        .mayOnlyAccessLayers("decode", "plan", "target")
        .whereLayer("sql")
        .mayOnlyAccessLayers("plan", "encode", "target")
        .whereLayer("apply")
        .mayOnlyBeAccessedByLayers("task", "copy")
        .whereLayer("copy")
        .mayOnlyBeAccessedByLayers("task")
        .check(classes);
  }
}
