package dev.retort.rule;

/// Somebody who may write to the repository lets a finding pass.
///
/// @param by their login
/// @param reason in their own words, one line; a stranger's to whoever shows it
public record Acceptance(String by, String reason) {}
