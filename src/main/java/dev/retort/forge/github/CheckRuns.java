package dev.retort.forge.github;

import dev.retort.forge.Reads.CheckRun;
import dev.retort.report.CheckReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.github.GHCheckRun;
import org.kohsuke.github.GHCheckRunBuilder;
import org.kohsuke.github.GHRepository;

/// Our check runs: all named `retort`, all by our App.
///
/// GitHub takes 50 annotations a request and adds those of an update to what it has. So a run with
/// more stays `in_progress` until its last batch, which completes it: one that was cut off can be
/// told from a whole one.
final class CheckRuns {
  private static final String NAME = "retort";
  private static final int BATCH = 50;
  private static final int TITLE = 255;
  private static final int TEXT = 65_535;

  /// 64 KB in UTF-8, where a unit of UTF-16 takes three bytes at most.
  private static final int MESSAGE = 64 * 1024 / 3;

  private CheckRuns() {}

  static List<CheckRun> on(RepositoryCalls calls, long appId, String headSha) {
    Map<String, Object> query = Map.of("check_name", NAME, "app_id", appId, "filter", "all");
    List<GHCheckRun> runs =
        Asking.of(
            "check runs of " + headSha,
            () -> calls.github().getCheckRuns(headSha, query).withPageSize(100).toList());
    return runs.stream()
        .filter(run -> run.getName().equals(NAME))
        .filter(run -> run.getApp() != null && run.getApp().getId() == appId)
        .sorted(Comparator.comparingLong(GHCheckRun::getId).reversed())
        .map(CheckRuns::of)
        .toList();
  }

  private static CheckRun of(GHCheckRun run) {
    String externalId = run.getExternalId();
    GHCheckRun.Conclusion conclusion = run.getConclusion();
    return new CheckRun(
        run.getId(),
        externalId == null ? "" : externalId,
        run.getHeadSha(),
        String.valueOf(run.getStatus()).toLowerCase(Locale.ROOT),
        run.getStatus() == GHCheckRun.Status.COMPLETED && conclusion != null
            ? Optional.of(conclusion.toString().toLowerCase(Locale.ROOT))
            : Optional.empty(),
        run.getOutput() == null ? 0 : run.getOutput().getAnnotationsCount());
  }

  static CheckRun create(
      RepositoryCalls calls, String headSha, String externalId, CheckReport report) {
    GHRepository repository = calls.github();
    List<List<CheckReport.Annotation>> batches = batches(report.annotations());
    GHCheckRun run =
        send(
            repository.createCheckRun(NAME, headSha),
            externalId,
            report,
            batches.getFirst(),
            batches.size() == 1);
    run = sendRest(repository, run, externalId, report, batches);
    return of(run);
  }

  static void update(
      RepositoryCalls calls, long id, String externalId, CheckReport report, int posted) {
    GHRepository repository = calls.github();
    List<List<CheckReport.Annotation>> batches =
        batches(
            report
                .annotations()
                .subList(
                    Math.clamp(posted, 0, report.annotations().size()),
                    report.annotations().size()));
    GHCheckRun run =
        send(
            repository.updateCheckRun(id),
            externalId,
            report,
            batches.getFirst(),
            batches.size() == 1);
    sendRest(repository, run, externalId, report, batches);
  }

  private static GHCheckRun sendRest(
      GHRepository repository,
      GHCheckRun first,
      String externalId,
      CheckReport report,
      List<List<CheckReport.Annotation>> batches) {
    GHCheckRun run = first;
    for (int i = 1; i < batches.size(); i++) {
      run =
          send(
              repository.updateCheckRun(first.getId()),
              externalId,
              report,
              batches.get(i),
              i == batches.size() - 1);
    }
    return run;
  }

  private static GHCheckRun send(
      GHCheckRunBuilder builder,
      String externalId,
      CheckReport report,
      List<CheckReport.Annotation> annotations,
      boolean last) {
    GHCheckRunBuilder.Output output =
        new GHCheckRunBuilder.Output(
            Length.cut(report.title(), TITLE), Length.cut(report.summary(), TEXT));
    // An empty one takes the place of what an earlier verdict said.
    output.withText(Length.cut(report.text(), TEXT));
    annotations.forEach(annotation -> output.add(of(annotation)));
    builder.withExternalID(externalId).add(output);
    if (last) {
      builder
          .withStatus(GHCheckRun.Status.COMPLETED)
          .withConclusion(conclusion(report.conclusion()));
      report.actions().stream()
          .limit(3)
          .forEach(action ->
              builder.add(
                  new GHCheckRunBuilder.Action(
                      Length.cut(action.label(), 20),
                      Length.cut(action.description(), 40),
                      action.identifier())));
    } else {
      builder.withStatus(GHCheckRun.Status.IN_PROGRESS);
    }
    return Asking.of("check run", () -> builder.create());
  }

  private static GHCheckRun.Conclusion conclusion(String text) {
    return GHCheckRun.Conclusion.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static GHCheckRunBuilder.Annotation of(CheckReport.Annotation annotation) {
    return new GHCheckRunBuilder.Annotation(
            annotation.path(),
            annotation.startLine(),
            annotation.endLine(),
            GHCheckRun.AnnotationLevel.valueOf(annotation.level().toUpperCase(Locale.ROOT)),
            Length.cut(annotation.message(), MESSAGE))
        .withTitle(Length.cut(annotation.title(), TITLE));
  }

  /// At least one, which may be empty.
  private static List<List<CheckReport.Annotation>> batches(List<CheckReport.Annotation> all) {
    List<List<CheckReport.Annotation>> batches = new ArrayList<>();
    for (int i = 0; i == 0 || i < all.size(); i += BATCH) {
      batches.add(all.subList(i, Math.min(i + BATCH, all.size())));
    }
    return batches;
  }
}
