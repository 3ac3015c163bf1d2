package io.weft.transforms;

import static io.weft.transforms.Shop.ITEMS;
import static io.weft.transforms.Shop.NOTES;
import static io.weft.transforms.Shop.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random transactions pass DistributionLookup and DistributionKey, as a connector sends them: rows
 * of three tables are made, changed, moved to other parents, given new keys and deleted with what
 * depends on them. Some are there before it starts, and are known by their source only.
 */
class TenantOrderTest {

  private static final int PARTITIONS = 5;
  private static final int TENANTS = 12;
  private static final int TRANSACTIONS = 400;

  /** A change, and the tenant that it belongs to as the model has it. */
  private record Change(SourceRecord record, int tenant) {}

  /** The rows as a source would have them, and the changes that made them so. */
  private static final class Model {
    private final Random random;
    private final TreeMap<Integer, Integer> tenantOfOrder = new TreeMap<>();
    private final TreeMap<Integer, Integer> orderOfItem = new TreeMap<>();
    private final TreeMap<Integer, Integer> itemOfNote = new TreeMap<>();
    private final List<Change> log = new ArrayList<>();
    private int next = 1;

    Model(long seed) {
      random = new Random(seed);
    }

    private int any(Map<Integer, ?> rows) {
      List<Integer> ids = new ArrayList<>(rows.keySet());
      return ids.get(random.nextInt(ids.size()));
    }

    private int tenantOfItem(int item) {
      return tenantOfOrder.get(orderOfItem.get(item));
    }

    private void changed(SourceRecord record, int tenant) {
      log.add(new Change(record, tenant));
    }

    void transaction() {
      for (int i = random.nextInt(6); i >= 0; i--) {
        step();
      }
    }

    private void step() {
      int dice = random.nextInt(100);
      if (tenantOfOrder.size() < 5 || dice < 20) {
        insertOrder();
      } else if (orderOfItem.size() < 5 || dice < 45) {
        insertItem();
      } else if (itemOfNote.isEmpty() || dice < 60) {
        insertNote();
      } else if (dice < 70) {
        touchOrder();
      } else if (dice < 80) {
        moveNote();
      } else if (dice < 86) {
        moveItemWithinItsTenant();
      } else if (dice < 90) {
        renumberItemWithoutNotes();
      } else if (dice < 95) {
        deleteNote(any(itemOfNote));
      } else {
        deleteOrder(any(tenantOfOrder));
      }
    }

    private void insertOrder() {
      int id = next++;
      int tenant = random.nextInt(TENANTS);
      tenantOfOrder.put(id, tenant);
      changed(ORDERS.inserted(Shop.order(id, tenant)), tenant);
    }

    private void insertItem() {
      int id = next++;
      int order = any(tenantOfOrder);
      orderOfItem.put(id, order);
      changed(ITEMS.inserted(Shop.item(id, (long) order)), tenantOfOrder.get(order));
    }

    private void insertNote() {
      int id = next++;
      int item = any(orderOfItem);
      itemOfNote.put(id, item);
      changed(NOTES.inserted(Shop.note(id, item)), tenantOfItem(item));
    }

    private void touchOrder() {
      int id = any(tenantOfOrder);
      int tenant = tenantOfOrder.get(id);
      boolean isFull = random.nextBoolean();
      Struct before = isFull ? Shop.order(id, tenant) : null;
      changed(ORDERS.updated(before, Shop.order(id, tenant)), tenant);
    }

    private void moveNote() {
      int id = any(itemOfNote);
      int item = any(orderOfItem);
      SourceRecord moved = NOTES.updated(Shop.note(id, itemOfNote.get(id)), Shop.note(id, item));
      itemOfNote.put(id, item);
      changed(moved, tenantOfItem(item));
    }

    private void moveItemWithinItsTenant() {
      int id = any(orderOfItem);
      int order = any(tenantOfOrder);
      if (tenantOfOrder.get(order) == tenantOfItem(id)) {
        SourceRecord moved =
            ITEMS.updated(Shop.item(id, (long) orderOfItem.get(id)), Shop.item(id, (long) order));
        orderOfItem.put(id, order);
        changed(moved, tenantOfOrder.get(order));
      }
    }

    /** Debezium tells a new key as a delete and an insert. */
    private void renumberItemWithoutNotes() {
      int id = any(orderOfItem);
      if (!itemOfNote.containsValue(id)) {
        int tenant = tenantOfItem(id);
        int order = orderOfItem.remove(id);
        int renumbered = next++;
        orderOfItem.put(renumbered, order);
        changed(ITEMS.deleted(Shop.item(id, (long) order)), tenant);
        changed(ITEMS.inserted(Shop.item(renumbered, (long) order)), tenant);
      }
    }

    private void deleteNote(int id) {
      int item = itemOfNote.remove(id);
      changed(NOTES.deleted(Shop.note(id, item)), tenantOfItem(item));
    }

    /** In the log, as on a source, the parent goes first. */
    private void deleteOrder(int id) {
      int tenant = tenantOfOrder.get(id);
      changed(ORDERS.deleted(Shop.order(id, tenant)), tenant);
      List.copyOf(orderOfItem.keySet()).stream()
          .filter(item -> orderOfItem.get(item) == id)
          .forEach(item -> deleteItem(item, tenant));
      tenantOfOrder.remove(id);
    }

    private void deleteItem(int id, int tenant) {
      changed(ITEMS.deleted(Shop.item(id, (long) orderOfItem.remove(id))), tenant);
      List.copyOf(itemOfNote.keySet()).stream()
          .filter(note -> itemOfNote.get(note) == id)
          .forEach(
              note -> changed(NOTES.deleted(Shop.note(note, itemOfNote.remove(note))), tenant));
    }

    String asRows() {
      StringBuilder sql = new StringBuilder();
      tenantOfOrder.forEach(
          (id, tenant) -> sql.append("insert into orders values (%d, %d);".formatted(id, tenant)));
      orderOfItem.forEach(
          (id, order) -> sql.append("insert into items values (%d, %d);".formatted(id, order)));
      itemOfNote.forEach(
          (id, item) -> sql.append("insert into notes values (%d, %d);".formatted(id, item)));
      return sql.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void recordsOfATenantShareAPartitionAndKeepTheOrderOfTheSource(long seed) {
    Model model = new Model(seed);
    for (int i = 0; i < TRANSACTIONS / 4; i++) {
      model.transaction();
    }
    Shop shop = new Shop();
    shop.execute(model.asRows());
    model.log.clear();
    for (int i = 0; i < TRANSACTIONS; i++) {
      model.transaction();
    }
    DistributionLookup<SourceRecord> lookup = shop.lookup(Map.of());
    DistributionKey<SourceRecord> key = new DistributionKey<>();
    key.configure(Map.of("columns", ".*:tenant_id", "partitions", Integer.toString(PARTITIONS)));

    Map<Integer, Integer> partitionOfTenant = new HashMap<>();
    Map<String, Deque<SourceRecord>> partitions = new TreeMap<>();
    for (int position = 0; position < model.log.size(); position++) {
      Change change = model.log.get(position);
      SourceRecord out = key.apply(lookup.apply(at(position, change.record())));
      String where = "seed %d, change %d".formatted(seed, position);
      assertThat(Shop.inKey(out)).as(where).isEqualTo(change.tenant());
      assertThat(
              partitionOfTenant.merge(change.tenant(), out.kafkaPartition(), (first, any) -> first))
          .as(where)
          .isEqualTo(out.kafkaPartition());
      partitions
          .computeIfAbsent(out.topic() + "-" + out.kafkaPartition(), any -> new ArrayDeque<>())
          .add(out);
    }
    lookup.close();

    assertThat(partitions).hasSize(3 * PARTITIONS);
    assertThatTenantsKeepTheirOrder(new Random(seed), partitions);
  }

  private static SourceRecord at(int position, SourceRecord record) {
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        (long) position);
  }

  /** Kafka keeps a partition's order; which partition a consumer reads next is anybody's guess. */
  private static void assertThatTenantsKeepTheirOrder(
      Random random, Map<String, Deque<SourceRecord>> partitions) {
    Map<String, Long> lastPositions = new HashMap<>();
    List<Deque<SourceRecord>> unread = new ArrayList<>(partitions.values());
    while (!unread.isEmpty()) {
      Deque<SourceRecord> partition = unread.get(random.nextInt(unread.size()));
      SourceRecord record = partition.remove();
      Long last = lastPositions.put(record.topic() + Shop.inKey(record), record.timestamp());
      assertThat(record.timestamp()).isGreaterThan(last == null ? -1 : last);
      unread.removeIf(Deque::isEmpty);
    }
  }
}
