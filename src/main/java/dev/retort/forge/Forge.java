package dev.retort.forge;

/// GitHub, as far as Retort needs it.
public interface Forge extends Reads, Writes {}
