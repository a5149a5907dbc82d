package dev.retort.planted.report;

/// What nobody below may know of.
public record Page(String text) {}
