/**
 * Two databases come in; what each table holds on one side only, or differently, comes out. Every
 * row of every table is compared, in bounded memory.
 */
package io.weft.cli.compare;
