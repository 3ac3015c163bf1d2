/**
 * The application that is moved: a size comes in; a schema, its first rows and writers that never
 * pause come out.
 */
package io.weft.cli.demo.fleet;
