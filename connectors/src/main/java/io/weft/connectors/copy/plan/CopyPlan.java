package io.weft.connectors.copy.plan;

import io.weft.connectors.copy.plan.TableCatalog.LeafSize;
import io.weft.postgres.CopyPortion.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How tables are divided. What it holds is what tasks cannot find by themselves: they all have to
 * divide alike, and sizes change at any time.
 *
 * <p>Pure.
 *
 * @param tables those to copy, the largest first
 */
public record CopyPlan(List<TablePart> tables) {

  private static final String FIELD = ":";

  public CopyPlan {
    tables = List.copyOf(tables);
  }

  /**
   * A table.
   *
   * @param membership the id of its entry in the publication
   * @param again how many times it has been copied with this one
   */
  public record TablePart(
      long oid, long membership, int again, Estimate estimate, List<LeafPart> leaves) {

    public TablePart {
      leaves = List.copyOf(leaves);
    }

    /** How many chunks the table has. */
    public int chunks() {
      return leaves.stream().mapToInt(LeafPart::chunks).sum();
    }
  }

  /**
   * What is known of a table before it is divided.
   *
   * @param membership the id of its entry in the publication
   * @param again how many times it will have been copied
   */
  public record TableOrder(long membership, int again) {}

  /**
   * A table with rows of its own.
   *
   * @param file the number of its file
   * @param pages how many it has
   * @param chunks into how many it is divided
   */
  public record LeafPart(long oid, long file, long pages, int chunks) {}

  /**
   * A part of a table, which one task reads.
   *
   * @param number of the part within the table, from 0
   * @param fromPage the first page
   * @param toPage behind the last page; -1 for all pages that there are
   */
  public record Chunk(TablePart table, LeafPart leaf, int number, long fromPage, long toPage) {}

  /**
   * Divides tables.
   *
   * @param sizes of the leaves, by id
   * @param orders what is known of each table before, by id
   * @param chunkBytes about so large is a chunk
   */
  public static CopyPlan of(
      List<TableShape> tables,
      Map<Long, LeafSize> sizes,
      Map<Long, TableOrder> orders,
      long chunkBytes) {
    return new CopyPlan(
        tables.stream()
            .map(table -> part(table, sizes, orders.get(table.oid()), chunkBytes))
            .sorted(
                Comparator.comparingLong((TablePart part) -> -part.estimate().bytes())
                    .thenComparing(TablePart::oid))
            .toList());
  }

  private static TablePart part(
      TableShape table, Map<Long, LeafSize> sizes, TableOrder order, long chunkBytes) {
    List<LeafPart> leaves = new ArrayList<>();
    long bytes = 0;
    long rows = 0;
    for (TableShape.Leaf leaf : table.leaves()) {
      LeafSize size = sizes.get(leaf.oid());
      bytes += size.bytes();
      rows = rows < 0 || size.rows() < 0 ? -1 : rows + size.rows();
      leaves.add(
          new LeafPart(leaf.oid(), leaf.file(), size.pages(), chunks(leaf, size, chunkBytes)));
    }
    return new TablePart(
        table.oid(), order.membership(), order.again(), new Estimate(rows, bytes), leaves);
  }

  private static int chunks(TableShape.Leaf leaf, LeafSize size, long chunkBytes) {
    if (!leaf.isHeap()) {
      return 1;
    }
    long wanted = (size.bytes() + chunkBytes - 1) / chunkBytes;
    return (int) Math.max(1, Math.min(wanted, Math.min(size.pages(), Integer.MAX_VALUE)));
  }

  /** How many chunks there are. */
  public int chunks() {
    return tables.stream().mapToInt(TablePart::chunks).sum();
  }

  /** What one of some tasks is to read, in this order. */
  public List<Chunk> chunksOf(int task, int tasks) {
    List<Chunk> chunks = new ArrayList<>();
    int place = 0;
    for (TablePart table : tables) {
      int number = 0;
      for (LeafPart leaf : table.leaves()) {
        for (int i = 0; i < leaf.chunks(); i++, number++, place++) {
          if (place % tasks == task) {
            chunks.add(chunk(table, leaf, number, i));
          }
        }
      }
    }
    return chunks;
  }

  private static Chunk chunk(TablePart table, LeafPart leaf, int number, int i) {
    boolean isLast = i == leaf.chunks() - 1;
    return new Chunk(table, leaf, number, page(leaf, i), isLast ? -1 : page(leaf, i + 1L));
  }

  private static long page(LeafPart leaf, long i) {
    return leaf.pages() * i / leaf.chunks();
  }

  /** A form for a task's settings. */
  public String encode() {
    return tables.stream()
        .map(
            table ->
                Stream.concat(
                        Stream.of(
                            join(
                                table.oid(),
                                table.membership(),
                                table.again(),
                                table.estimate().rows(),
                                table.estimate().bytes())),
                        table.leaves().stream()
                            .map(l -> join(l.oid(), l.file(), l.pages(), l.chunks())))
                    .collect(Collectors.joining(",")))
        .collect(Collectors.joining(";"));
  }

  /** Reads what {@link #encode()} made. */
  public static CopyPlan parse(String text) {
    List<TablePart> tables = new ArrayList<>();
    if (text.isEmpty()) {
      return new CopyPlan(tables);
    }
    for (String table : text.split(";", -1)) {
      String[] parts = table.split(",", -1);
      long[] head = numbers(parts[0]);
      List<LeafPart> leaves = new ArrayList<>();
      for (int i = 1; i < parts.length; i++) {
        long[] leaf = numbers(parts[i]);
        leaves.add(new LeafPart(leaf[0], leaf[1], leaf[2], (int) leaf[3]));
      }
      tables.add(
          new TablePart(head[0], head[1], (int) head[2], new Estimate(head[3], head[4]), leaves));
    }
    return new CopyPlan(tables);
  }

  private static String join(long... numbers) {
    return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(FIELD));
  }

  private static long[] numbers(String text) {
    return Stream.of(text.split(FIELD, -1)).mapToLong(Long::parseLong).toArray();
  }
}
