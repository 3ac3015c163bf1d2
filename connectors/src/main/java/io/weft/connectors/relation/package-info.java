/**
 * The log's word of which table a change belongs to comes in; the name under which that table
 * travels goes out. So do the change's values, all as text.
 */
package io.weft.connectors.relation;
