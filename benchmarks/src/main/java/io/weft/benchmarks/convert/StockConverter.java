package io.weft.benchmarks.convert;

import io.weft.benchmarks.env.Rivals;
import io.weft.benchmarks.env.StockSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.runtime.isolation.PluginClassLoader;
import org.apache.kafka.connect.storage.Converter;

/** Apicurio's Avro converter, loaded as a Connect worker loads it: with libraries of its own. */
final class StockConverter {

  private StockConverter() {}

  static Converter open(Map<String, String> settings) {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    // It finds its HTTP client by the thread's class loader, which a worker sets likewise.
    ClassLoader plugin = classLoader();
    Thread.currentThread().setContextClassLoader(plugin);
    try {
      Converter converter =
          (Converter)
              plugin.loadClass(StockSettings.CONVERTER).getDeclaredConstructor().newInstance();
      converter.configure(settings, false);
      return converter;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static ClassLoader classLoader() {
    try (Stream<Path> jars = Files.list(Rivals.converter())) {
      URL[] urls = jars.map(StockConverter::url).toArray(URL[]::new);
      return new PluginClassLoader(
          url(Rivals.converter()), urls, StockConverter.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
