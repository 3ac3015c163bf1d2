package io.weft.it.docs;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.TestFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages refer to is there. */
class PagesTest {

  private static final Pattern LINK = Pattern.compile("]\\(([\\w./-]+)(?:#[\\w-]*)?\\)");
  private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  private static final Path PROJECT = TestFiles.project();

  @Test
  void linksLeadSomewhere() throws IOException {
    Set<String> dead = new TreeSet<>();
    for (Path page : pages()) {
      LINK.matcher(Files.readString(page))
          .results()
          .map(link -> link.group(1))
          .filter(link -> !Files.exists(page.resolveSibling(link)))
          .forEach(link -> dead.add(PROJECT.relativize(page) + " -> " + link));
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void testsThatTheFailureTableNamesExist() throws IOException {
    String architecture = Files.readString(PROJECT.resolve("docs/internals/architecture.md"));
    Set<String> sources = testSources();
    Set<String> missing =
        TEST_NAME
            .matcher(architecture)
            .results()
            .filter(name -> sources.stream().noneMatch(source -> holds(source, name)))
            .map(MatchResult::group)
            .collect(toCollection(TreeSet::new));
    assertThat(missing).isEmpty();
  }

  private static boolean holds(String source, MatchResult name) {
    return source.contains("class " + name.group(1) + " ")
        && (name.group(2) == null || source.contains("void " + name.group(2) + "("));
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(PROJECT);
        Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
      return Stream.concat(
              Stream.concat(top, docs), Stream.of(PROJECT.resolve("benchmarks/README.md")))
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }

  private static Set<String> testSources() throws IOException {
    try (Stream<Path> modules = Files.list(PROJECT)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(PagesTest::javaFiles)
          .collect(toSet());
    }
  }

  private static Stream<String> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(PagesTest::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
