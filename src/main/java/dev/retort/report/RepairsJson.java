package dev.retort.report;

import dev.retort.repair.Repair;
import java.util.List;
import java.util.Optional;

/// Repairs, and what was done with them, for scripts. A repair reads as it does in a verdict.
///
/// @param repairs what `retort fix` recommends
/// @param written the files that were written, none where only a patch was asked for
/// @param commit the commit that holds them, where one was asked for
public record RepairsJson(List<Repair> repairs, List<String> written, Optional<String> commit) {
  public RepairsJson {
    repairs = List.copyOf(repairs);
    written = List.copyOf(written);
  }

  /// One object, with a line feed at its end.
  public static String of(List<Repair> repairs, List<String> written, Optional<String> commit) {
    return JsonText.indented(form(), new RepairsJson(repairs, written, commit));
  }

  static JsonObject<RepairsJson> form() {
    return new JsonObject<RepairsJson>()
        .list("repairs", RepairsJson::repairs, RepairForm.repair())
        .texts("written", RepairsJson::written)
        .orNull("commit", RepairsJson::commit, JsonForm.TEXT);
  }
}
