/**
 * A snapshot's rows come in from the server, in portions that go out no larger than memory can
 * take, however wide the rows are.
 */
package io.weft.connectors.fetch;
