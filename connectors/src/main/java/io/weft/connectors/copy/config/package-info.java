/** The person's JSON comes in; what to copy, and how, goes out. */
package io.weft.connectors.copy.config;
