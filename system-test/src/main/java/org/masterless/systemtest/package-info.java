/** The test machine: throw-away Debian systems that tests drive as an admin would. */
package org.masterless.systemtest;
