package io.weft.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir Path parent;

  @Test
  void aNewFolderIsMadeAndRemembersWhoseItIs() {
    Path path = parent.resolve("a/b");
    try (DataFolder folder = DataFolder.open(path)) {
      assertThat(folder.isFresh()).isTrue();
      folder.claim(Map.of("pipeline", "shop"));
    }
    try (DataFolder folder = DataFolder.open(path)) {
      assertThat(folder.isFresh()).isFalse();
      folder.claim(Map.of("pipeline", "shop"));
      assertThatThrownBy(() -> folder.claim(Map.of("pipeline", "other")))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("its pipeline is shop, not other");
    }
  }

  @Test
  void whatTellsAPersonNothingIsCalledByItsName() {
    try (DataFolder folder = DataFolder.open(parent.resolve("a"))) {
      folder.claim(Map.of("target", "oid:77-1"), Map.of("target", "postgresql://a@h/one"));
      assertThatThrownBy(
              () ->
                  folder.claim(
                      Map.of("target", "oid:77-2"), Map.of("target", "postgresql://a@h/two")))
          .hasMessageContaining("its target is postgresql://a@h/one, not postgresql://a@h/two")
          .hasMessageNotContaining("oid:");
      assertThatThrownBy(
              () ->
                  folder.claim(
                      Map.of("target", "oid:78-1"), Map.of("target", "postgresql://a@h/one")))
          .hasMessageContaining("its target was another one, though it was postgresql://a@h/one");
    }
  }

  @Test
  void aFolderThatWasOpenedAndNeverClaimedStaysFresh() throws IOException {
    Path path = parent.resolve("a");
    try (DataFolder folder = DataFolder.open(path)) {
      Files.writeString(folder.path().resolve("weft.log"), "an obstacle");
    }
    try (DataFolder folder = DataFolder.open(path)) {
      assertThat(folder.isFresh()).isTrue();
    }
  }

  @Test
  void aFolderInUseNamesTheProcess() {
    try (DataFolder folder = DataFolder.open(parent.resolve("a"))) {
      assertThatThrownBy(() -> DataFolder.open(folder.path()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void aFolderWithOtherFilesIsLeftAlone() throws IOException {
    Files.writeString(parent.resolve("letter.txt"), "dear");
    assertThatThrownBy(() -> DataFolder.open(parent))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("holds other files");
    assertThat(parent)
        .isDirectoryContaining("glob:**letter.txt")
        .isDirectoryNotContaining("glob:**lock");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(parent.resolve("f"), "");
    assertThatThrownBy(() -> DataFolder.open(file)).hasMessageContaining("is a file");
  }

  @Test
  void aFolderOfAnotherVersionIsRefused() throws IOException {
    Files.writeString(parent.resolve("folder.properties"), "format=99\n");
    try (DataFolder folder = DataFolder.open(parent)) {
      assertThatThrownBy(() -> folder.claim(Map.of()))
          .hasMessageContaining("made by another version of Weft");
    }
  }
}
