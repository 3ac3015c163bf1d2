package io.weft.connectors.config;

import java.util.Optional;

/** The version of this module, as its jar's manifest names it. */
public final class Version {

  public static final String CURRENT =
      Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
          .orElse("development");

  private Version() {}
}
