/** {@code standin}: the main process of postfix.service, in the place of master(8). */
package org.masterless.supervisor.standin;
