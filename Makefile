# What a developer does here, in one word each. Maven builds and tests; this file puts the pieces together.

MVN = mvn -B -ntp
# Everything that gets installed, exactly as a package has it.
DESTDIR = target/stage
# One system test only, or a pattern of them: make check TEST=MachineTest
TEST =
# KEEP=1 leaves a machine on which a test failed running, for a look around.
KEEP =

# What the build and the test machine need beside the JDK and Maven.
PACKAGES = make gcc libc6-dev unzip mmdebstrap systemd-container debian-archive-keyring
# What the Debian package and the tests of it need, and those of the manual pages and of disks that fail.
PACKAGING = debhelper dpkg-dev
CHECKING = $(PACKAGING) lintian mandoc piuparts e2fsprogs

# What demo and bench have to say shouldn't drown in what the build says.
demo bench bench-lmtp: HUSH = @
demo bench bench-lmtp: MVN += -q

.PHONY: help tools build stage stage-files deb deb-files check soak fuzz demo bench bench-lmtp format clean

help:
	@echo 'make tools    install the Debian packages that the rest needs, or say which are missing'
	@echo 'make build    compile everything, without tests'
	@echo 'make stage    put all that gets installed below DESTDIR (now: $(DESTDIR))'
	@echo 'make deb      the Debian package, in target/deb'
	@echo 'make check    all tests, those on booted machines too; TEST=Name runs one of the latter,'
	@echo '              KEEP=1 keeps the machine on which it fails'
	@echo 'make soak     the tests of what must hold under fire, at full size: hours'
	@echo 'make fuzz     give Jazzer ten minutes with each of its tests'
	@echo 'make demo     boot a Debian machine, switch it over, and show mail, units and LMTP;'
	@echo '              RELEASE=bookworm or trixie (now: $(RELEASE)), also of bench'
	@echo 'make bench    compare with stock Postfix, side by side; bench-lmtp: LMTP with Dovecot;'
	@echo '              ROUNDS=N, and of bench-lmtp USERS=, LOADS=, DISK=slow'
	@echo 'make format   format the Java sources'
	@echo 'make clean    remove what was built; the base images in .cache stay'

ifeq ($(MAKECMDGOALS),tools)
PACKAGES += $(CHECKING)
endif

tools:
	@sh system-test/need-packages.sh $(PACKAGES)

build: tools
	$(if $(HUSH),@echo 'building; it takes some minutes the first time')
	$(HUSH)$(MVN) -DskipTests package

stage: build
	$(HUSH)$(MAKE) --no-print-directory $(if $(HUSH),--silent) stage-files

# The Debian package of what is staged, in target/deb.
deb: PACKAGES += $(PACKAGING)
deb: stage
	$(MAKE) --no-print-directory deb-files

DEB = target/deb/masterless
deb-files:
	rm -rf target/deb
	mkdir -p $(DEB)
	cp -a packaging/debian $(DEB)/debian
	cp -a $(DESTDIR) $(DEB)/stage
	cp NOTICE README.md CHANGELOG.md $(DEB)
	cd $(DEB) && dpkg-buildpackage --build=binary --no-sign --no-check-builddeps >../log 2>&1 || \
		{ cat ../log; exit 1; }
	@ls target/deb/*.deb

# What JVM programs need; of jffi's native code only that of this machine is installed, beside the programs.
LIBRARIES = $(filter-out %-native.jar,$(wildcard lmtp-proxy/target/libraries/*.jar))

# Maven calls this before the system tests, when the programs are built. What an admin wrote into /etc/masterless stays.
stage-files:
	$(if $(filter target/stage,$(DESTDIR)),rm -rf $(DESTDIR))
	for file in instances services.cf lmtp-proxy.conf; do \
		[ -e $(DESTDIR)/etc/masterless/$$file ] || \
			install -D -m 644 -t $(DESTDIR)/etc/masterless units/$$file || exit; \
	done
	install -D -m 644 units/sysusers.conf $(DESTDIR)/usr/lib/sysusers.d/masterless.conf
	install -D -m 644 units/fail2ban.conf $(DESTDIR)/etc/fail2ban/filter.d/postfix.d/masterless.conf
	install -D -t $(DESTDIR)/usr/lib/masterless \
		supervisor/target/native/release/supervise supervisor/target/native/release/standin \
		generator/target/native/release/apply lmtp-deliver/target/native/release/lmtp-deliver
	install -D -m 644 -t $(DESTDIR)/usr/lib/systemd/system units/*.socket units/*.service units/*.target
	install -D -t $(DESTDIR)/usr/lib/systemd/system-generators \
		generator/target/native/release/masterless-generator
	install -D -m 755 lmtp-proxy/lmtp-proxy.sh $(DESTDIR)/usr/lib/masterless/lmtp-proxy
	install -D -m 644 lmtp-proxy/target/lmtp-proxy-*.jar $(DESTDIR)/usr/share/masterless/lmtp-proxy.jar
	install -D -m 644 -t $(DESTDIR)/usr/share/masterless/lib $(LIBRARIES)
	unzip -p lmtp-proxy/target/libraries/jffi-*-native.jar jni/$$(uname -m)-Linux/libjffi-1.2.so \
		>$(DESTDIR)/usr/lib/masterless/libjffi-1.2.so
	for page in man/*.[1-8]; do \
		install -D -m 644 -t $(DESTDIR)/usr/share/man/man$${page##*.} $$page || exit; \
	done

check: PACKAGES += $(CHECKING)
check: tools
	$(MVN) -Dnative.flavours=release,sanitize $(if $(TEST),-Dtest='$(TEST)' -Dsurefire.failIfNoSpecifiedTests=false) \
		$(if $(KEEP),-Dmachine.keep=true) verify

# The tests tagged "soak" at their full sizes, which take hours; at the end, what they did as a table.
TABLE = $(CURDIR)/target/soak.md
soak: PACKAGES += $(CHECKING)
soak: tools
	mkdir -p target
	printf '| what | how much | result |\n|---|---|---|\n' >$(TABLE)
	$(MVN) -Dnative.flavours=release,sanitize -Dgroups=soak -Dsoak=true -Dsoak.table=$(TABLE) -Dmachines.at.once=1 \
		$(if $(TEST),-Dtest='$(TEST)') -Dsurefire.failIfNoSpecifiedTests=false verify
	@cat $(TABLE)

# RELEASE is bookworm or trixie.
RELEASE = bookworm
ROUNDS = 5
# Of bench-lmtp, each in its turn; where there are none, only the greeting of a service that isn't running is measured.
USERS = 20 200 10000
# Only those of its loads whose titles this matches.
LOADS =
# "slow" puts mail on a disk which needs 10 ms for all that it is told.
DISK = this

# Coverage-guided, of what clients and delivery processes may send. What it finds it leaves among the tests' inputs.
fuzz: tools
	for target in delivery-protocol:ProtocolFuzzTest lmtp-proxy:SessionFuzzTest; do \
		JAZZER_FUZZ=1 $(MVN) -pl $${target%%:*} -am -Dfuzz.hooks=true -Dgroups=fuzz -Dtest=$${target#*:} \
			-Dsurefire.failIfNoSpecifiedTests=false verify || exit; \
	done

demo: stage
	@colour=plain; [ ! -t 1 ] || [ -n "$$NO_COLOR" ] || [ "$$TERM" = dumb ] || colour=colour; \
	exec java -cp system-test/target/classes org.masterless.systemtest.demo.Demo \
		$(DESTDIR) $(RELEASE) $$colour

bench: PACKAGES += time
bench: stage
	@bench/generator.sh $(DESTDIR)
	@exec java -cp system-test/target/classes:bench/target/classes org.masterless.bench.MailBench \
		$(DESTDIR) $(RELEASE) $(ROUNDS)

# LMTP beside Dovecot's.
bench-lmtp: stage
	@exec java -cp system-test/target/classes:bench/target/classes org.masterless.bench.LmtpBench \
		$(DESTDIR) $(RELEASE) $(ROUNDS) '$(LOADS)' $(DISK) $(USERS)

format:
	$(MVN) -q spotless:apply

clean:
	$(MVN) -q clean
	rm -rf target
