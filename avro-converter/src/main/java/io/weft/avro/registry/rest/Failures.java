package io.weft.avro.registry.rest;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Says why a connection failed; Java's HTTP client often gives no reason by itself. */
final class Failures {

  private Failures() {}

  static String reason(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException) {
        return "its host name is not known";
      }
    }
    if (failure instanceof HttpConnectTimeoutException) {
      return "it took no connection within http.connect.timeout.ms";
    }
    if (failure instanceof SSLException) {
      return "TLS failed: " + text(failure) + " (check schema.registry.ssl.*)";
    }
    if (failure instanceof ConnectException) {
      return "it takes no connections" + (failure.getMessage() == null ? "" : ": " + text(failure));
    }
    return text(failure);
  }

  private static String text(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
