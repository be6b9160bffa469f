/** Benchmarks against stock Postfix and Dovecot, side by side on one machine. */
package org.masterless.bench;
