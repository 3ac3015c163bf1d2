/**
 * The source's catalog and the stored progress come in; which part of which table each task reads
 * goes out.
 */
package io.weft.connectors.copy.plan;
