/** What the generator knows of the machine that it makes units for. */
package org.masterless.generator.machine;
