package io.weft.it;

import io.weft.it.env.Database;
import io.weft.it.env.InstalledServer;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.TestCopySink;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import io.weft.it.types.TypeComparison;
import io.weft.it.types.TypeRow;
import io.weft.it.types.TypeRows;
import io.weft.it.types.TypeTable;
import io.weft.it.types.TypeTable.Identity;
import io.weft.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every type, by both kinds of snapshot and through every kind of change, from old and new. */
class TypesIT {

  /** What a database or a role may set, and what bears on how a session prints and reads. */
  private static final List<String> ODD_SETTINGS =
      List.of(
          "datestyle = 'German, DMY'",
          "timezone = 'Asia/Kathmandu'",
          "intervalstyle = 'sql_standard'",
          "bytea_output = 'escape'",
          "extra_float_digits = -15",
          "xmloption = 'document'",
          "client_encoding = 'LATIN1'",
          "array_nulls = off",
          "search_path = app, public");

  /** Where a server has one, money is printed as {@code 1.234,50 €} or {@code $1,234.50}. */
  private static final List<String> LOCALES = List.of("de_DE.utf8", "en_US.utf8");

  private static final String LARGE =
      "CREATE TABLE public.large (id int PRIMARY KEY, touched int NOT NULL DEFAULT 0, v bytea); ALTER TABLE public.large ALTER v SET STORAGE EXTERNAL";

  private static final String TEN_MEGABYTES =
      "(SELECT decode(string_agg(md5(i::text), ''), 'hex') FROM generate_series(1, 655360) i)";

  private static final List<String> LARGE_ROWS =
      List.of(
          "INSERT INTO public.large (id, v) VALUES (1, %s), (2, ''), (3, NULL)"
              .formatted(TEN_MEGABYTES));

  private static final List<String> LARGE_CHANGES =
      List.of(
          "INSERT INTO public.large (id, v) VALUES (4, %s), (5, '')".formatted(TEN_MEGABYTES),
          "UPDATE public.large SET touched = 1",
          "UPDATE public.large SET id = id + 10 WHERE id < 3",
          "UPDATE public.large SET v = '' WHERE id = 4",
          "UPDATE public.large SET v = (SELECT v FROM public.large WHERE id = 11) WHERE id = 3");

  @Test
  void valuesArriveFromPostgres15ByDebeziumsSnapshotAndTheStream() {
    try (InstalledServer installed = InstalledServer.start(15)) {
      run(15, installed.server(), false);
    }
  }

  @Test
  void valuesArriveFromPostgres15ByTheBulkCopyAndTheStream() {
    try (InstalledServer installed = InstalledServer.start(15)) {
      run(15, installed.server(), true);
    }
  }

  @Test
  void valuesArriveFromPostgres17ByDebeziumsSnapshotAndTheStream() {
    run(17, Server.shared(), false);
  }

  @Test
  void valuesArriveFromPostgres17ByTheBulkCopyAndTheStream() {
    run(17, Server.shared(), true);
  }

  private static void run(int version, Server sourceServer, boolean isBulk) {
    Database source = sourceServer.createDatabase("types_source");
    Database target = Server.shared().createDatabase("types_target");
    List<TypeTable> tables = tables(version, source, target);
    for (Database database : List.of(source, target)) {
      database.execute(TypeRows.OWN_TYPES);
      tables.forEach(table -> database.execute(table.definition()));
      database.execute(LARGE);
      for (String setting : ODD_SETTINGS) {
        database.execute(
            "ALTER DATABASE %s SET %s"
                .formatted(Identifiers.quote(database.uri().database()), setting));
      }
      useLocale(database);
    }
    for (TypeTable table : tables) {
      source.execute("SET search_path = public; " + table.storage());
      source.executeEach(script(table.rows()));
    }
    source.executeEach(LARGE_ROWS);
    try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source)) {
      TestSink sink = isBulk ? copy(pipeline, target) : snapshot(pipeline, target);
      for (TypeTable table : tables) {
        source.executeEach(script(table.changes()));
      }
      source.executeEach(LARGE_CHANGES);
      sink.awaitCaughtUp();
    }
    SoftAssertions soft = new SoftAssertions();
    tables.forEach(table -> TypeComparison.compare(table, source, target, soft));
    String large =
        "SELECT id || ' ' || touched || ' ' || length(v) || ' ' || md5(v) FROM public.large ORDER BY id";
    soft.assertThat(target.column(large)).as("large").isEqualTo(source.column(large)).hasSize(5);
    soft.assertAll();
    target.drop(Server.shared());
    source.drop(sourceServer);
  }

  private static void useLocale(Database database) {
    for (String locale : LOCALES) {
      try {
        database.execute(
            "ALTER ROLE CURRENT_USER IN DATABASE %s SET lc_monetary = '%s'"
                .formatted(Identifiers.quote(database.uri().database()), locale));
        return;
      } catch (IllegalStateException e) {
        // This server has no such locale.
      }
    }
    System.err.println("SKIPPED: money in another locale, since a server here has none but C");
  }

  /** The statements of a session that reads literals as people write them. */
  private static List<String> script(List<String> statements) {
    List<String> script =
        new ArrayList<>(
            List.of(
                "SET search_path = public",
                "SET datestyle = 'ISO, YMD'",
                "SET intervalstyle = 'postgres'",
                "SET lc_monetary = 'C'",
                "SET array_nulls = on",
                "SET xmloption = 'content'"));
    script.addAll(statements);
    return script;
  }

  private static TestSink snapshot(TestPipeline pipeline, Database target) {
    pipeline.startSource();
    TestSink sink = pipeline.startSink(target);
    sink.awaitCopied();
    return sink;
  }

  private static TestSink copy(TestPipeline pipeline, Database target) {
    pipeline.withSource("snapshot.mode", "no_data");
    TestSink sink =
        pipeline.newSink(
            pipeline.cluster(),
            target,
            Map.of(
                "pipeline",
                pipeline.name(),
                "wait.for.copy",
                "true",
                "topics.regex",
                pipeline.name() + "[.](?!copy[.][^.]+[.]).*"));
    try (TestCopySink copySink =
        TestCopySink.of(pipeline.cluster(), pipeline.name(), target).start()) {
      sink.start();
      pipeline.startSource().startCopy(Map.of());
      copySink.awaitComplete(
          (int)
              pipeline
                  .source()
                  .number(
                      "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'app'::regnamespace)"));
    }
    return sink;
  }

  private static List<TypeTable> tables(int version, Database source, Database target) {
    Set<String> extensions = new TreeSet<>(available(source));
    extensions.retainAll(available(target));
    List<TypeTable> tables = new ArrayList<>();
    Set<String> used = new TreeSet<>();
    Set<String> missing = new TreeSet<>();
    TypeRows.families()
        .forEach(
            (family, rows) -> {
              List<TypeRow> types = new ArrayList<>();
              for (TypeRow row : rows) {
                if (row.extension().isPresent() && !extensions.contains(row.extension().get())) {
                  missing.add(row.extension().get());
                } else if (row.since() <= version) {
                  row.extension().ifPresent(used::add);
                  types.add(row);
                }
              }
              for (Identity identity : Identity.values()) {
                tables.add(
                    new TypeTable(
                        family + "_" + identity.name().toLowerCase(Locale.ROOT), identity, types));
              }
            });
    for (String extension : used) {
      source.execute("CREATE EXTENSION " + extension);
      target.execute("CREATE EXTENSION " + extension);
    }
    if (!missing.isEmpty()) {
      System.err.println("SKIPPED: types of extensions that a server here lacks: " + missing);
    }
    return tables;
  }

  private static List<String> available(Database database) {
    return database.column("SELECT name FROM pg_available_extensions");
  }
}
