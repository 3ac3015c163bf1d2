package io.weft.avro.registry.rest;

import io.weft.avro.registry.ApicurioServer;

class ApicurioTest extends RegistryServerContract {

  @Override
  String url() {
    return ApicurioServer.shared().url();
  }
}
