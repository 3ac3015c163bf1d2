package io.weft.connectors.copy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.connectors.copy.plan.CopyPlan.Chunk;
import io.weft.connectors.copy.plan.CopyPlan.TableOrder;
import io.weft.connectors.copy.plan.TableCatalog.LeafSize;
import io.weft.connectors.copy.plan.TableShape.Leaf;
import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CopyPlanTest {

  private static final long MIB = 1 << 20;

  @Test
  void oneHugeTableKeepsAllTasksBusy() {
    CopyPlan plan = plan(Map.of(1L, size(1000, 1000 * MIB), 2L, size(1, 8192)));
    for (int task = 0; task < 4; task++) {
      assertThat(chunksOf(plan, task, 4).stream().filter(c -> c.table().oid() == 1))
          .hasSizeBetween(7, 8);
    }
  }

  @Test
  void everyPageIsReadOnceWhateverTheNumberOfTasks() {
    CopyPlan plan = plan(Map.of(1L, size(1001, 333 * MIB), 2L, size(3, 900 * MIB), 3L, size(0, 0)));
    for (int tasks = 1; tasks < 20; tasks++) {
      List<Chunk> all = new ArrayList<>();
      for (int task = 0; task < tasks; task++) {
        all.addAll(plan.chunksOf(task, tasks));
      }
      assertThat(all).hasSize(plan.chunks()).doesNotHaveDuplicates();
      Map<Long, List<Chunk>> byTable =
          all.stream().collect(Collectors.groupingBy(c -> c.table().oid()));
      byTable.values().forEach(CopyPlanTest::assertWithoutGap);
      assertThat(byTable.get(2L)).hasSize(3);
      assertThat(byTable.get(3L)).hasSize(1);
    }
  }

  private static void assertWithoutGap(List<Chunk> chunks) {
    chunks.sort(Comparator.comparing(Chunk::number));
    long page = 0;
    for (int i = 0; i < chunks.size(); i++) {
      assertThat(chunks.get(i).number()).isEqualTo(i);
      assertThat(chunks.get(i).fromPage()).isEqualTo(page);
      page = chunks.get(i).toPage();
    }
    assertThat(page).isEqualTo(-1);
  }

  @Test
  void tasksFindInTheirSettingsWhatTheConnectorPlanned() {
    CopyPlan plan = plan(Map.of(1L, size(1000, 1000 * MIB), 2L, size(1, 8192)));
    List<CopyAssignment> assignments = CopyAssignment.each("0-1-2", Lsn.parse("1/2"), plan, 3);
    assertThat(assignments).hasSize(3);
    for (CopyAssignment assignment : assignments) {
      assertThat(CopyAssignment.of(assignment.addedTo(Map.of("topic.prefix", "p"))))
          .isEqualTo(assignment);
    }
  }

  @Test
  void tableWithoutPagesThatCanBeReadByRangeIsOneChunk() {
    TableShape table =
        new TableShape(
            1,
            new TableName("public", "t"),
            List.of("a"),
            List.of("integer"),
            Optional.empty(),
            List.of(new Leaf(1, new TableName("public", "t"), 7, false)));
    CopyPlan plan =
        CopyPlan.of(
            List.of(table),
            Map.of(1L, size(1000, 1000 * MIB)),
            Map.of(1L, new TableOrder(5, 1)),
            MIB);
    assertThat(plan.chunks()).isEqualTo(1);
    assertThat(plan.chunksOf(0, 1).get(0).toPage()).isEqualTo(-1);
  }

  private static List<Chunk> chunksOf(CopyPlan plan, int task, int tasks) {
    return plan.chunksOf(task, tasks);
  }

  private static LeafSize size(long pages, long bytes) {
    return new LeafSize(pages, bytes, -1);
  }

  private static CopyPlan plan(Map<Long, LeafSize> sizes) {
    List<TableShape> shapes = new ArrayList<>();
    Map<Long, TableOrder> orders = new HashMap<>();
    for (long oid : sizes.keySet()) {
      TableName name = new TableName("public", "t" + oid);
      shapes.add(
          new TableShape(
              oid,
              name,
              List.of("a"),
              List.of("integer"),
              Optional.empty(),
              List.of(new Leaf(oid, name, 100 + oid, true))));
      orders.put(oid, new TableOrder(900 + oid, 1));
    }
    return CopyPlan.of(shapes, sizes, orders, 32 * MIB);
  }
}
