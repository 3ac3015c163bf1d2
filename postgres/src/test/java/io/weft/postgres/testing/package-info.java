/** What the tests of every module share: a real PostgreSQL comes out. */
package io.weft.postgres.testing;
