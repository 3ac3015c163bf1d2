package io.weft.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on loopback. */
public final class Ports {

  private Ports() {}

  /** A free port beside one that is spoken for, though nobody listens on it yet. */
  static int freeBeside(int taken) {
    int port;
    do {
      port = free();
    } while (port == taken);
    return port;
  }

  /** A port on loopback that nobody listens on at this moment. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartException("No free port was found on 127.0.0.1: " + e.getMessage(), e);
    }
  }
}
