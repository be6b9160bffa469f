/** Puts generated units into a folder, or shows them. */
package org.masterless.generator.write;
