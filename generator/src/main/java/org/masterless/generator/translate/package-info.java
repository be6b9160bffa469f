/** Entries and parameters to units: pure, apart from looking at the files that main.cf names. */
package org.masterless.generator.translate;
