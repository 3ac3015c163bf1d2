package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions larger than the buffer go by way of the disk. */
class LargeTransactionTest {

  private final SinkFixture sink = new SinkFixture();

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void transactionLargerThanTheBufferIsAppliedWholeAndInOrder() {
    TestRecords source =
        new TestRecords()
            .table("public.item", List.of("id"), "id", "name")
            .table("public.log", List.of(), "line");
    sink.given("create table item(id int primary key, name text); create table log(line text)")
        .with("buffer.bytes", "1048576")
        .with("batch.rows", "500");
    TestRecords.Transaction transaction = source.begin(5);
    for (int i = 0; i < 10_000; i++) {
      transaction.to(i % 3).insert("public.item", "" + i, "first");
      transaction.to(i % 2).insert("public.log", "same");
    }
    for (int i = 0; i < 5_000; i++) {
      transaction.to(i % 3).update("public.item", "" + i, "second").unchanged();
      transaction.to((i + 1) % 2).delete("public.log", "same");
    }
    sink.deliverAndAwait(source, transaction.commit());
    assertThat(sink.query("select name, count(*) from item group by 1 order by 1"))
        .containsExactly("first|5000", "second|5000");
    assertThat(sink.query("select count(*) from log")).containsExactly("5000");
    assertThat(sink.metric("buffered-bytes").longValue()).isLessThan(1_048_576);
  }
}
