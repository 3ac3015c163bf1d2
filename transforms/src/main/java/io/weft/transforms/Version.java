package io.weft.transforms;

import java.util.Optional;

/** The version of this module, as its jar's manifest names it. */
final class Version {

  static final String CURRENT =
      Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
          .orElse("development");

  private Version() {}
}
