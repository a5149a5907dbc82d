package dev.retort.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/// Measures Retort on generated histories, beside Alembic where it is installed, and prints tables.
/// Every figure is of this run on this machine.
final class Bench {
  private static final List<Integer> IN_PROCESS = List.of(300, 3_000, 10_000);
  private static final List<Integer> WHOLE = List.of(300, 5_000);
  private static final int CHECKED = 500;
  private static final int RUNS = 10;

  private final Path work;

  private Bench(Path work) {
    this.work = work;
  }

  /// @param args `server` for the times of the server alone; `hits` and folders of repositories,
  ///   divided as the system divides paths, for how often each rule about the schema speaks there
  static void main(String[] args) throws IOException {
    Path work = Files.createTempDirectory("retort-bench");
    try {
      if (args.length > 0 && args[0].equals("server")) {
        WebhookToCheck.print(work);
        return;
      }
      if (args.length > 0 && args[0].equals("hits")) {
        Hits.print(
            Arrays.stream(args)
                .skip(1)
                .flatMap(each -> Arrays.stream(each.split(File.pathSeparator, -1)))
                .filter(each -> !each.isEmpty())
                .map(Path::of)
                .toList());
        return;
      }
      new Bench(work).run();
    } finally {
      try (var files = Files.walk(work)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run() throws IOException {
    System.out.printf(
        "Java %s, %d processors; times in ms; each figure is of ten runs. Cold is the first reading in"
            + " a process, warm are those after some seconds of the same.%n%n",
        System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
    inProcess();
    Path launcher = laidOut();
    whole(launcher);
    schema(launcher);
    check(launcher);
    WebhookToCheck.print(work.resolve("server"));
    new ServiceBench(Files.createDirectory(work.resolve("service")), ServiceBench.Size.FULL).run();
  }

  private Path history(int revisions) throws IOException {
    Path folder = work.resolve("history-" + revisions);
    if (!Files.exists(folder)) {
      GeneratedHistory.write(Files.createDirectory(folder), revisions);
    }
    return folder;
  }

  private void inProcess() throws IOException {
    boolean alembic = Alembic.isInstalled();
    System.out.println("Reading files, parsing and graph, in process");
    System.out.printf(
        "%9s %10s %10s %10s %12s %12s %14s %8s%n",
        "revisions",
        "cold",
        "warm best",
        "median",
        "cold a file",
        "warm a file",
        "Alembic best",
        "ratio");
    List<Double> each = new ArrayList<>();
    for (int revisions : IN_PROCESS) {
      Path folder = history(revisions);
      List<Long> all = Child.millis(InProcess.command(folder, RUNS), folder).nanos();
      double cold = all.getFirst() / 1e6;
      Durations warm = new Durations(all.subList(1, all.size()));
      each.add(warm.best() / revisions);
      String theirs = "-";
      String ratio = "-";
      if (alembic) {
        Durations loading = Child.millis(Alembic.loading(revisions > 1_000 ? 3 : RUNS), folder);
        theirs = "%.1f".formatted(loading.best());
        ratio = "%.3f".formatted(warm.best() / loading.best());
      }
      System.out.printf(
          "%9d %10.1f %10.1f %10.1f %12.4f %12.4f %14s %8s%n",
          revisions,
          cold,
          warm.best(),
          warm.median(),
          cold / revisions,
          warm.best() / revisions,
          theirs,
          ratio);
    }
    System.out.printf(
        "growth: a revision among %d costs %.2f times what it costs among %d (1 is linear)%n",
        IN_PROCESS.getLast(), each.getLast() / each.getFirst(), IN_PROCESS.getFirst());
    System.out.println(
        alembic
            ? "Alembic: its own revision map, loaded again in a process that has imported it; the larger ones three times\n"
            : "Alembic is not installed (Debian: apt-get install alembic)\n");
  }

  /// Lays out what people would run, of the sources as they are now.
  private static Path laidOut() {
    Path folder = Path.of("").toAbsolutePath();
    Path maven = Path.of(System.getProperty("maven.home"), "bin", "mvn");
    Child.nanos(List.of(maven.toString(), "-q", "-B", "package", "-DskipTests"), folder);
    return folder.resolve("target/retort/bin/retort");
  }

  private void whole(Path launcher) throws IOException {
    System.out.println("Whole processes, taking turns: `retort graph` and `alembic heads`");
    System.out.printf(
        "%9s %12s %10s %12s %10s %12s %12s%n",
        "revisions", "retort best", "median", "alembic best", "median", "ratio best", "median");
    for (int revisions : WHOLE) {
      Path folder = history(revisions);
      IntFunction<Long> ours =
          _ -> Child.nanos(List.of(launcher.toString(), "graph", folder.toString()), folder);
      IntFunction<Long> theirs = _ -> Child.nanos(List.of("alembic", "heads"), folder);
      boolean alembic = Alembic.isInstalled();
      List<Long> a = new ArrayList<>();
      List<Long> b = new ArrayList<>();
      for (int i = 0; i <= RUNS; i++) {
        long one = ours.apply(i);
        long other = alembic ? theirs.apply(i) : 0;
        // The first turn fills the caches of both: the file system's, and Python's compiled files.
        if (i > 0) {
          a.add(one);
          b.add(other);
        }
      }
      Durations retort = new Durations(a);
      Durations heads = new Durations(b);
      System.out.printf("%9d %12.0f %10.0f", revisions, retort.best(), retort.median());
      System.out.println(
          alembic
              ? " %12.0f %10.0f %12.2f %12.2f"
                  .formatted(
                      heads.best(),
                      heads.median(),
                      retort.best() / heads.best(),
                      retort.median() / heads.median())
              : " (Alembic is not installed)");
    }
  }

  /// What the migrations make, beside the graph of the same folder and beside Alembic's own way to
  /// say what it would do.
  private void schema(Path launcher) throws IOException {
    System.out.printf(
        "%nWhole processes: `retort schema`, `retort graph` and `alembic upgrade heads --sql`%n");
    System.out.printf(
        "%9s %12s %10s %12s %10s %12s %14s%n",
        "revisions",
        "schema best",
        "median",
        "graph best",
        "median",
        "alembic best",
        "more a file");
    for (int revisions : WHOLE) {
      Path folder = history(revisions);
      Files.writeString(
          folder.resolve("migrations/env.py"),
          """
          from alembic import context

          context.configure(url="postgresql://", literal_binds=True)
          with context.begin_transaction():
              context.run_migrations()
          """);
      List<Long> replayed = new ArrayList<>();
      List<Long> drawn = new ArrayList<>();
      List<Long> written = new ArrayList<>();
      for (int i = 0; i <= RUNS; i++) {
        long schema =
            Child.nanos(List.of(launcher.toString(), "schema", folder.toString()), folder);
        long graph = Child.nanos(List.of(launcher.toString(), "graph", folder.toString()), folder);
        long sql =
            Alembic.isInstalled()
                ? Child.nanos(List.of("alembic", "upgrade", "heads", "--sql"), folder)
                : 0;
        if (i > 0) {
          replayed.add(schema);
          drawn.add(graph);
          written.add(sql);
        }
      }
      Durations a = new Durations(replayed);
      Durations b = new Durations(drawn);
      System.out.printf(
          "%9d %12.0f %10.0f %12.0f %10.0f %12.0f %11.3f ms%n",
          revisions,
          a.best(),
          a.median(),
          b.best(),
          b.median(),
          new Durations(written).best(),
          (a.best() - b.best()) / revisions);
    }
  }

  /// A pull request as people have it: a branch with one revision more, the base moved on by one.
  private void check(Path launcher) throws IOException {
    Path folder = Files.createDirectory(work.resolve("checked"));
    String head = GeneratedHistory.write(folder, CHECKED);
    git(folder, "init", "-q", "-b", "main");
    commit(folder);
    git(folder, "checkout", "-q", "-b", "feature");
    GeneratedHistory.add(folder, "feature00001", head);
    commit(folder);
    git(folder, "checkout", "-q", "-b", "moved", "main");
    GeneratedHistory.add(folder, "moved0000001", head);
    commit(folder);
    git(folder, "checkout", "-q", "feature");
    System.out.printf("%nWhole process `retort check --base REF`, among %d revisions%n", CHECKED);
    System.out.printf("%24s %12s %10s%n", "", "best", "median");
    for (String base : List.of("main", "moved")) {
      List<Long> times = new ArrayList<>();
      for (int i = 0; i <= RUNS; i++) {
        long time =
            Child.nanos(
                List.of(launcher.toString(), "check", folder.toString(), "--base", base),
                folder,
                base.equals("moved") ? 1 : 0);
        if (i > 0) {
          times.add(time);
        }
      }
      Durations check = new Durations(times);
      System.out.printf(
          "%24s %12.0f %10.0f%n",
          base.equals("moved") ? "a second head, repaired" : "nothing wrong",
          check.best(),
          check.median());
    }
  }

  private static void commit(Path folder) {
    git(folder, "add", "-A");
    git(
        folder,
        "-c",
        "user.name=Bench",
        "-c",
        "user.email=bench@example.test",
        "commit",
        "-q",
        "--no-gpg-sign",
        "-m",
        "Go on");
  }

  private static void git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Child.nanos(command, folder);
  }
}
