/** Benchmarks against stock Postfix, side by side on one machine. */
package org.masterless.bench;
