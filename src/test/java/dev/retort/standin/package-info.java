/// A GitHub of our own: real git objects in memory, REST and GraphQL over HTTP, signed webhooks.
/// [StandIn] is where a test begins.
///
/// **What it is true to, and by what that is held:**
///
/// - _The interface._ Every request that comes in and one answer in a few of each operation are
///   held against GitHub's own OpenAPI description ([GitHubInterface]); queries are validated
///   against its public GraphQL schema ([GraphQlSchema]). An illegal request, or an answer that
///   drifts, fails the test that closes the stand-in (`StandInTest`, `RefusalsTest`).
/// - _Webhooks._ They are signed over their bytes, have the fields of GitHub's own example payloads
///   (`WebhooksTest`), come in order or as a test wants them, and are kept for the list of
///   deliveries. What the App does is echoed to it.
/// - _Who may what._ The App's signature with its lifetime; tokens that last an hour, with the
///   permissions and repositories that they were made for; 403 without a permission, 404 for what
///   is out of reach; roles of people, forks, and pushes that their owner allows.
/// - _Git._ Commits, trees, merges, conflicts, merge bases, refs that only move forward unless
///   forced, trees that are cut where they are long, no path that leads out and no workflow files.
/// - _Limits._ Pages of lists, 50 annotations a request, 65,535 characters of a check's text and
///   65,536 of a comment, 300 files and 250 commits of a comparison, review comments only on lines
///   of the diff, and answers that cost nothing where an `ETag` fits.
/// - _Trouble._ Whatever a test plans with [Faults]: errors of any status, limits with and without
///   their headers, connections that break before or after the deed, slow answers, a head that is
///   shown late.
///
/// **What it is not true to:**
///
/// - _Time._ It answers at once, and every read sees every write, unless a test plans otherwise;
///   GitHub's reads may lag by seconds.
/// - _Rate limits._ Requests are counted for the tests but nothing runs out by itself: a limit is
///   only met where one is planned.
/// - _People's side._ No pages and no log-in; people act by calls of [HostedRepository] and
///   [HostedPullRequest], always allowed by their role and nothing else (no branch protection, no
///   rule sets, no required reviews).
/// - _What Retort never asks for._ Operations beyond [Routes] are refused as unknown. There is one
///   App, no OAuth and no Actions.
/// - _Markdown._ Texts are kept as they came; what GitHub makes of them is
///   `dev.retort.report.RenderedMarkdown`'s to say.
/// - _Size._ Everything is in memory, and nothing is packed or collected.
package dev.retort.standin;
