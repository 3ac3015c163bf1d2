package io.weft.cli.demo.fleet;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/**
 * What one writer's transactions do: a site's devices report; one of them raises an alert and is
 * charged from the site's reserve; an old reading and an old alert go.
 *
 * <p>Every transaction is 10 inserts, 4 updates and 2 deletes over six tables, each of exactly one
 * row, which is checked. A writer stays with its own sites and their devices, so it knows without
 * asking which rows there are. The same seed writes the same values but for times. Not thread-safe.
 */
final class FleetTransaction implements AutoCloseable {

  static final int READINGS = 8;
  static final int INSERTS = READINGS + 2;
  static final int UPDATES = 4;
  static final int DELETES = 2;
  static final int CHANGES = INSERTS + UPDATES + DELETES;

  private static final int KNOWN_READINGS = 10_000;
  private static final String[] SETTINGS = {"interval", "threshold", "gain", "window"};

  /** One round trip for all of it; the server runs the statements one after the other. */
  private static final String SQL =
      "insert into readings values (?, ?, ?, ?, ?::text::numeric, ?::text::numeric, ?::text::real[])"
          + ", (?, ?, ?, ?, ?::text::numeric, ?::text::numeric, ?::text::real[])"
              .repeat(READINGS - 1)
          + ";"
          + """
          insert into alerts values (?, ?, ?, ?, ?::text::jsonb, ?, null);
          insert into charges values (?, ?, ?, ?, ?);
          update devices set charge_wh = charge_wh + ?, last_seen = ?, status = status || ?::text::jsonb where id = ?;
          update sites set reserve_wh = reserve_wh - ?, written_at = ? where id = ?;
          update settings set value = value || ?::text::jsonb, version = version + 1, changed_at = ?
            where device_id = ? and name = ?;
          update alerts set acknowledged_at = ? where id = ?;
          delete from readings where device_id = ? and taken_at = ? and sequence = ?;
          delete from alerts where id = ?
          """;

  private static final int[] EXPECTED_ROWS = {READINGS, 1, 1, 1, 1, 1, 1, 1, 1};

  private record ReadingKey(long device, OffsetDateTime takenAt, long sequence) {}

  private final FleetSize size;
  private final int writer;
  private final SplittableRandom random;
  private final Connection connection;
  private final PreparedStatement statement;
  private final Deque<ReadingKey> readings = new ArrayDeque<>();
  private final Deque<Long> alerts = new ArrayDeque<>();
  private long nextSequence;
  private long nextId;
  private int parameter;

  /** Takes over the connection, which closes with this. */
  FleetTransaction(Connection connection, FleetSize size, int writer, Instant start, long seed)
      throws SQLException {
    this.connection = connection;
    this.size = size;
    this.writer = writer;
    random = new SplittableRandom(seed * 1_000_003 + writer);
    nextSequence = size.readings() + writer;
    nextId = 2L * size.devices() + 1 + writer;
    knowInitialRows(start.atOffset(ZoneOffset.UTC).minusSeconds(FleetSize.pastSeconds()));
    connection.setAutoCommit(false);
    statement = connection.prepareStatement(SQL);
  }

  private void knowInitialRows(OffsetDateTime first) {
    for (long g = 0; g < size.readings() && readings.size() < KNOWN_READINGS; g++) {
      long device = 1 + g % size.devices();
      if (owns(device)) {
        OffsetDateTime at = first.plusSeconds(g / size.devices() * size.stepSeconds());
        readings.add(new ReadingKey(device, at, g));
      }
    }
    for (long g = 1; g <= 2L * size.devices(); g++) {
      if (owns(1 + (g - 1) % size.devices())) {
        alerts.add(g);
      }
    }
  }

  private boolean owns(long device) {
    long site = (device - 1) % FleetSize.SITES;
    return site % size.writers() == writer;
  }

  /**
   * Commits one transaction.
   *
   * @param at its time, which it leaves in its site
   */
  void run(OffsetDateTime at) throws SQLException {
    parameter = 0;
    int site = 1 + writer + size.writers() * random.nextInt(FleetSize.SITES / size.writers());
    int firstDevice = random.nextInt(size.devicesPerSite() - READINGS + 1);
    long device = device(site, firstDevice);
    long amountWh = random.nextLong(-50, 101);
    ReadingKey newReading = bindReadings(site, firstDevice, at);
    long newAlert = bindAlert(device, at);
    bind(nextId, site, device, amountWh, at);
    bind(amountWh, at, "{\"signal\": %d}".formatted(random.nextInt(-90, -30)), device);
    bind(amountWh, at, site);
    bind("{\"value\": %s}".formatted(hundredths(10_000)), at, device, SETTINGS[random.nextInt(4)]);
    bind(at, alerts.peekLast());
    ReadingKey oldReading = readings.isEmpty() ? newReading : readings.peekFirst();
    bind(oldReading.device(), oldReading.takenAt(), oldReading.sequence());
    bind(alerts.peekFirst());
    statement.execute();
    checkRows();
    connection.commit();
    readings.add(newReading);
    readings.removeFirst();
    alerts.add(newAlert);
    alerts.removeFirst();
    nextId += size.writers();
  }

  /** Returns the last one's key. */
  private ReadingKey bindReadings(int site, int firstDevice, OffsetDateTime at)
      throws SQLException {
    ReadingKey key = null;
    for (int i = 0; i < READINGS; i++) {
      key = new ReadingKey(device(site, firstDevice + i), at, nextSequence);
      nextSequence += size.writers();
      bind(key.device(), key.takenAt(), key.sequence(), 15 + 20 * random.nextDouble());
      bind(hundredths(10_000), random.nextInt(50) == 0 ? "NaN" : hundredths(500));
      bind("{%s,%s,NULL}".formatted(hundredths(1000), random.nextInt(9)));
    }
    return key;
  }

  private long bindAlert(long device, OffsetDateTime at) throws SQLException {
    int level = random.nextInt(4);
    String message = "Temperature out of bounds on device " + device;
    bind(nextId, device, level, message, "{\"code\": %d}".formatted(random.nextInt(97)), at);
    return nextId;
  }

  private long device(int site, int indexAtSite) {
    return site + (long) indexAtSite * FleetSize.SITES;
  }

  /** A number with two decimals, trailing zeros included, as text. */
  private String hundredths(int bound) {
    int number = random.nextInt(bound);
    return "%d.%02d".formatted(number / 100, number % 100);
  }

  private void bind(Object... values) throws SQLException {
    for (Object value : values) {
      statement.setObject(++parameter, value);
    }
  }

  private void checkRows() throws SQLException {
    for (int expected : EXPECTED_ROWS) {
      if (statement.getUpdateCount() != expected) {
        throw new IllegalStateException(
            "The workload changed %d rows instead of %d"
                .formatted(statement.getUpdateCount(), expected));
      }
      statement.getMoreResults();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
