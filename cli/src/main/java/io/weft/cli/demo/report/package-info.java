/**
 * The end of the demo: what was measured comes in, a verdict for people or for scripts goes out.
 */
package io.weft.cli.demo.report;
