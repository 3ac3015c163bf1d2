package io.weft.avro.registry;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where a registry's callers wait for servers: each wait is bounded, ends with an interrupt, and
 * ends when this is closed. Safe for use by many threads.
 */
public final class Waits implements AutoCloseable {

  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Map<Object, CompletableFuture<?>> open = new ConcurrentHashMap<>();

  /**
   * What the future yields; a future that does not yield it in time is cancelled.
   *
   * @throws ExecutionException what the future ended with
   * @throws TimeoutException if the limit passes
   * @throws RegistryUnavailableException if the thread is interrupted, or this is closed
   */
  public <T> T await(CompletableFuture<T> future, Duration limit)
      throws ExecutionException, TimeoutException {
    Object key = new Object();
    open.put(key, future);
    if (end.isDone()) {
      future.cancel(true); // closed before the line above
    }
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (CancellationException e) {
      throw new RegistryUnavailableException("The schema registry has been closed.", e);
    } finally {
      open.remove(key);
      future.cancel(true);
    }
  }

  /**
   * Lets time pass.
   *
   * @throws RegistryUnavailableException if the thread is interrupted, or this is closed
   */
  public void pause(Duration time) {
    try {
      end.get(time.toMillis(), TimeUnit.MILLISECONDS);
      throw new RegistryUnavailableException("The schema registry has been closed.");
    } catch (TimeoutException e) {
      // the time has passed
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The end of the waits failed, which nothing makes it do", e);
    }
  }

  public boolean isClosed() {
    return end.isDone();
  }

  @Override
  public void close() {
    end.complete(null);
    open.values().forEach(future -> future.cancel(true));
  }

  private static RegistryUnavailableException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new RegistryUnavailableException("The wait for the schema registry was interrupted.", e);
  }
}
