/**
 * PostgreSQL's types, one a row, with values that tend to be damaged; tables made of them go out.
 */
package io.weft.it.types;
