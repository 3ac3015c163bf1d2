package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.junit.jupiter.api.Test;

class SourceMetricsTest {

  @Test
  void formerTaskThatHasNotEndedKeepsNoNewOneFromItsStart() {
    AtomicInteger refusals = new AtomicInteger();
    PluginMetrics taken =
        proxy(
            PluginMetrics.class,
            (proxy, method, arguments) -> {
              if (method.getName().equals("addMetric")) {
                refusals.incrementAndGet();
                throw new IllegalArgumentException("A metric of that name already exists");
              }
              return new MetricName("obstacle", "plugins", "", Map.of());
            });
    SourceTaskContext context = proxy(SourceTaskContext.class, (proxy, method, arguments) -> taken);
    assertThatCode(() -> SourceMetrics.register(context, () -> "")).doesNotThrowAnyException();
    assertThat(refusals).hasValue(1);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
