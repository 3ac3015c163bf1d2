/**
 * {@code weft demo}: options come in; a live database is moved before the user's eyes, and a report
 * comes out.
 */
package io.weft.cli.demo;
