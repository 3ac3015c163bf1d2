package io.weft.sink;

/** The version of this build. */
final class Version {

  private Version() {}

  static String ofWeft() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
