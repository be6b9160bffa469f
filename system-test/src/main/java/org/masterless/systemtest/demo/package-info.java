/** {@code make demo}: shows on a booted machine what the project does. */
package org.masterless.systemtest.demo;
