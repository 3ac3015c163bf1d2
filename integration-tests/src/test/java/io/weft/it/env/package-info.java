/** What tests run on: database servers and processes, started, killed and started again. */
package io.weft.it.env;
