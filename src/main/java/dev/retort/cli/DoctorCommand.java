package dev.retort.cli;

import dev.retort.report.RulePages;
import dev.retort.report.Visible;
import dev.retort.web.Doctor.Examined;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort doctor`: looks whether a server would work as it is configured, and says what to change.
public final class DoctorCommand implements Command {
  private static final int LONGEST = 2_000;

  private final Supplier<List<Examined>> examination;

  public DoctorCommand(Supplier<List<Examined>> examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String summary() {
    return "Checks the configuration, the database and the App at GitHub.";
  }

  @Override
  public void declare(ArgumentParser parser) {
    parser.epilog("Reads the same environment variables as `retort serve`, and changes nothing.");
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    boolean well = true;
    for (Examined each : examination.get()) {
      String start = each.well() ? "ok    " : "FAIL  ";
      String said = each.what() + ": " + Visible.line(each.text(), LONGEST);
      for (String row : RulePages.wrapped(said, Screen.width() - start.length())) {
        out.println(start + row);
        start = " ".repeat(start.length());
      }
      well &= each.well();
    }
    return well ? 0 : 1;
  }
}
