package dev.retort.schema;

/// Who did something to an object.
///
/// @param revision its id
/// @param path of its file
/// @param line in it, counted from 1
public record Provenance(String revision, String path, int line) {}
