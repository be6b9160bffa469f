package org.masterless.system;

final class SkeletonTest {}
