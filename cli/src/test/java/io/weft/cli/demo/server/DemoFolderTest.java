package io.weft.cli.demo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

  private static final String DEAD_PROCESS = "999999999 2020-01-01T00:00:00Z";

  @TempDir private Path temporary;

  @Test
  void folderOfADemoThatWasKilledIsClearedAwayWithItsServer() throws Exception {
    Path abandoned = folder("weft-demo-1", DEAD_PROCESS);
    DemoServer server =
        DemoServer.start(abandoned.resolve("source"), abandoned.resolve("postgres.log"));
    try (Connection connection = server.uri().connect()) {
      Leftovers.clear(temporary);

      assertThat(abandoned).doesNotExist();
      assertThat(connection.isValid(5)).isFalse();
    } finally {
      server.close();
    }
  }

  @Test
  void folderOfALivingDemoIsLeftAlone() throws IOException {
    DemoFolder living = DemoFolder.create();
    try {
      DemoFolder.clearLeftovers();
      assertThat(living.path()).exists();
    } finally {
      living.delete();
    }
    assertThat(living.path()).doesNotExist();
  }

  @Test
  void whatWasKeptOrIsNotUnderstoodIsLeftAlone() throws IOException {
    Path kept = folder("weft-demo-2", DEAD_PROCESS);
    Files.writeString(kept.resolve("kept"), "");
    Path odd = folder("weft-demo-3", "who knows");
    Path foreign = Files.createDirectory(temporary.resolve("weft-demo-4"));

    Leftovers.clear(temporary);

    assertThat(List.of(kept, odd, foreign)).allSatisfy(path -> assertThat(path).exists());
  }

  @Test
  void processThatIsNotTheFoldersServerIsLeftAlone() throws Exception {
    Path abandoned = folder("weft-demo-5", DEAD_PROCESS);
    Process bystander = new ProcessBuilder("sleep", "60").start();
    try {
      Path data = Files.createDirectory(abandoned.resolve("source"));
      Files.writeString(data.resolve("postmaster.pid"), bystander.pid() + "\n" + data + "\n");

      Leftovers.clear(temporary);

      assertThat(abandoned).doesNotExist();
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroy();
    }
  }

  private Path folder(String name, String owner) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    Files.writeString(folder.resolve("owner"), owner);
    return folder;
  }
}
