package dev.retort.report;

import dev.retort.alembic.History;
import dev.retort.audit.EnvironmentAudit;
import dev.retort.plan.WholePlan;
import dev.retort.rule.Prose;

/// The plan that repairs a whole history, as scripts read it.
final class PlanForm {
  private PlanForm() {}

  static JsonObject<EnvironmentAudit> plan() {
    return new JsonObject<EnvironmentAudit>()
        .list("steps", audit -> audit.plan().planned(), step())
        .field(
            "outcome", audit -> audit.plan().outcome().after().condition(), RepairForm.condition())
        .text("picture", PlanForm::picture)
        .list("unrepaired", audit -> audit.plan().unrepaired(), unrepaired())
        .list("joinings", audit -> audit.plan().joinings(), joining())
        .texts("chain", audit -> audit.plan().chain());
  }

  private static String picture(EnvironmentAudit audit) {
    History before = audit.change().after();
    return MermaidGraph.of(PictureSelection.whole(audit.plan(), before));
  }

  private static JsonObject<WholePlan.Planned> step() {
    return new JsonObject<WholePlan.Planned>()
        .field("code", step -> step.code().toString(), JsonForm.CODE)
        .texts("about", WholePlan.Planned::about)
        .texts("evidence", step -> step.evidence().stream().map(Prose::plain).toList())
        .field("repair", WholePlan.Planned::repair, RepairForm.repair())
        .list("instead", WholePlan.Planned::instead, RepairForm.repair());
  }

  private static JsonObject<WholePlan.Unrepaired> unrepaired() {
    return new JsonObject<WholePlan.Unrepaired>()
        .field("code", each -> each.fact().code().toString(), JsonForm.CODE)
        .text("path", each -> each.place().path())
        .count("line", each -> each.place().line())
        .orNull("revision", each -> each.place().revision(), JsonForm.TEXT)
        .text("message", each -> each.fact().message().plain())
        .text("why", each -> each.why().plain());
  }

  private static JsonObject<WholePlan.Joining> joining() {
    return new JsonObject<WholePlan.Joining>()
        .field(
            "way",
            WholePlan.Joining::way,
            JsonForm.word(WholePlan.Way.values(), WholePlan.Way::word))
        .orNull("obstacle", joining -> joining.obstacle().map(Prose::plain), JsonForm.TEXT)
        .list("steps", WholePlan.Joining::steps, RepairForm.repair());
  }
}
