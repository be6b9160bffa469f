/** Text to entries, parameters and problems: master.cf, main.cf and the list of instances. */
package org.masterless.generator.read;
