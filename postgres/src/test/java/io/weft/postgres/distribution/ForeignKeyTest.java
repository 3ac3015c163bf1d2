package io.weft.postgres.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignKeyTest {

  private static final TableName ITEMS = new TableName("public", "order_items");
  private static final TableName ORDERS = new TableName("public", "orders");

  @Test
  void severalKeysAreReadAlsoOfSeveralColumnsAndOverSeveralLines() {
    assertThat(
            ForeignKey.parse(
                " public.order_items(order_id)>public.orders(id),\n"
                    + "public.notes ( shop , item_id ) > public.order_items(shop,id) "))
        .containsExactly(
            new ForeignKey(ITEMS, List.of("order_id"), ORDERS, List.of("id")),
            new ForeignKey(
                new TableName("public", "notes"),
                List.of("shop", "item_id"),
                ITEMS,
                List.of("shop", "id")));
    assertThat(ForeignKey.parse(" ")).isEmpty();
  }

  @Test
  void everyNameComesBackAsItWasWritten() {
    ForeignKey key =
        new ForeignKey(
            new TableName("My.Schema", "a,b\"(c)>d"),
            List.of("Straße", "x y"),
            new TableName("public", "Orders"),
            List.of("ID", "a.b"));

    assertThat(ForeignKey.parse(key + "," + ForeignKey.parse("a.b(c)>d.e(f)").get(0)))
        .hasSize(2)
        .first()
        .isEqualTo(key);
    assertThat(key.toString()).contains("public.Orders(ID,\"a.b\")");
  }

  @Test
  void anotherFormIsRefusedWithThePlaceAndTheFormExpected() {
    for (String text :
        List.of(
            "orders(id)>public.a(b)",
            "public.items(order_id)",
            "public.items>public.orders",
            "public.items()>public.orders()",
            "public.items(a)>public.orders(b) public.c(d)>public.e(f)",
            "public.items(a)>public.orders(b),,",
            "public.\"items(a)>public.orders(b)")) {
      assertThatThrownBy(() -> ForeignKey.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("schema.child(column)>schema.parent(column)");
    }
    assertThatThrownBy(() -> ForeignKey.parse("a.b(c,d)>e.f(g)"))
        .hasMessageContaining("a.b")
        .hasMessageContaining("as many");
    assertThatThrownBy(() -> ForeignKey.parse("a.b(c)>e.f(g), a.b(d)>e.f(g)"))
        .hasMessageContaining("Two foreign keys are declared for table a.b");
  }
}
