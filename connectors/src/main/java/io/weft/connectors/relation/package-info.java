/**
 * The log's word of which table a change belongs to comes in; the name under which that table
 * travels goes out.
 */
package io.weft.connectors.relation;
