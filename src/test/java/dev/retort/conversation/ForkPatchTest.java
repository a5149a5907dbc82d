package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A fork that takes no edits gets the patch with two commands, and they work.
class ForkPatchTest {
  private static final String ID = "d2d200000005";

  @TempDir private static Path folder;
  private static World world;
  private static HostedRepository fork;

  @BeforeAll
  static void open() throws IOException {
    world = World.movedOn(Files.createDirectory(folder.resolve("data")));
    fork = world.shop.fork("fay");
  }

  @AfterAll
  static void close() {
    world.close();
  }

  /// What people's files are like.
  enum Kind {
    PLAIN,
    MERGE,
    CRLF,
    TABS,
    BYTE_ORDER_MARK,
    LATIN_1,
    NO_LAST_NEWLINE,
    HOSTILE,
    SPACE_IN_NAME;

    String path() {
      return this == SPACE_IN_NAME ? World.VERSIONS + ID + " a step.py" : World.path(ID);
    }

    byte[] file() {
      String text = World.text(ID, "cccc00000003");
      Charset charset = this == LATIN_1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
      String kind =
          switch (this) {
            case PLAIN, MERGE, SPACE_IN_NAME -> text;
            case CRLF -> text.replace("\n", "\r\n");
            case TABS ->
                text.replace("down_revision = ", "down_revision\t=\t").replace("    ", "\t");
            case BYTE_ORDER_MARK -> "\ufeff" + text;
            case LATIN_1 ->
                "# -*- coding: latin-1 -*-\n"
                    + text.replace("branch_labels = None", "branch_labels = None  # caf\u00e9");
            case NO_LAST_NEWLINE ->
                text.substring(0, text.indexOf("branch_labels"))
                    + "def upgrade(): pass\ndef downgrade(): pass";
            case HOSTILE ->
                text.replace(
                    "branch_labels = None",
                    "branch_labels = None  # ``` $(touch owned) `touch owned`\nEND_OF_PATCH = 1");
          };
      return kind.getBytes(charset);
    }
  }

  @Row({"F28", "A19"})
  @DisplayName("F28 A19 pasted literally, the two commands make what a push would have made")
  @ParameterizedTest
  @EnumSource(Kind.class)
  void the_two_commands_work(Kind kind) throws Exception {
    String branch = kind.name().toLowerCase(java.util.Locale.ROOT);
    HostedPullRequest pull = world.openSecondHead(fork, branch, kind.path(), kind.file());
    pull.allowMaintainerEdits(false);
    String head = pull.headSha();
    String command = kind == Kind.MERGE ? "/retort merge" : "/retort fix";

    pull.comment("ada", command);
    String reply = world.awaitReply(pull, 1).body();
    assertThat(reply).contains("does not let maintainers edit");
    assertThat(pull.headSha()).isEqualTo(head);
    String pasted = lastBlock(reply);
    assertThat(pasted.replace("\n", "").codePoints())
        .as("nothing that a clipboard would alter")
        .noneMatch(point -> Character.isISOControl(point) || point == 0xfeff);

    Path clone = clone(branch);
    git(clone, "checkout", "-q", branch);
    shell(clone, pasted);

    assertThat(git(clone, "status", "--porcelain")).isEmpty();
    assertThat(git(clone, "log", "--format=%s", "-1")).startsWith("Repair the revision graph");
    String tree = git(clone, "rev-parse", "HEAD^{tree}").strip();
    assertThat(tree).isNotEqualTo(fork.tree(head));

    pull.allowMaintainerEdits(true);
    pull.comment("ada", command);
    world.awaitConclusion(pull, "success");
    assertThat(fork.tree(branch)).as("with consent, the push makes the same").isEqualTo(tree);
    world.settle();
    pull.close();
  }

  private static Path clone(String branch) throws Exception {
    Path bundle = folder.resolve(branch + ".bundle");
    fork.bundle(branch, bundle);
    git(folder, "clone", "-q", "--no-checkout", bundle.toString(), branch);
    return folder.resolve(branch);
  }

  private static String git(Path in, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    return run(in, "", command);
  }

  /// As a terminal would take it.
  private static void shell(Path in, String text) throws Exception {
    run(in, "set -e -o pipefail\n" + text, List.of("bash"));
  }

  private static String run(Path in, String input, List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_CONFIG_SYSTEM", "/dev/null",
                "GIT_AUTHOR_NAME", "Fay",
                "GIT_AUTHOR_EMAIL", "fay@example.org",
                "GIT_COMMITTER_NAME", "Fay",
                "GIT_COMMITTER_EMAIL", "fay@example.org"));
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
    return output;
  }

  /// What the button beside a block copies.
  private static String lastBlock(String markdown) {
    String found = "";
    Node node = Parser.builder().build().parse(markdown).getFirstChild();
    for (; node != null; node = node.getNext()) {
      if (node instanceof FencedCodeBlock block) {
        found = block.getLiteral();
      }
    }
    return found;
  }
}
