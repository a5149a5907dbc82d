package dev.retort.bot;

import dev.retort.forge.Comparison;
import dev.retort.forge.PullRequest;
import dev.retort.verdict.Verdict;

/// A verdict and the exact state that it holds for.
public record Judgement(PullRequest pullRequest, Comparison comparison, Verdict verdict) {}
