/**
 * The key of a parent's row comes in; the value by which it is distributed goes out, from what has
 * passed, else from a database.
 */
package io.weft.transforms.lookup;
