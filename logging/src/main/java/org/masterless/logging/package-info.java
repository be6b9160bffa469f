/** SLF4J's back end of the programs that run on the JVM. */
package org.masterless.logging;
