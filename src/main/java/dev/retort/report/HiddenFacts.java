package dev.retort.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A verdict for other bots and for agents, in an HTML comment that people do not see: what `retort
/// check --format json` says, with the risk and the commands that can be answered.
///
/// Within its strings whatever Markdown or HTML could take for its own is written by its number, so
/// nothing of a stranger's can end the comment, name anybody or be seen. It is JSON all the same.
final class HiddenFacts {
  private static final String OPENING = "<!-- retort:json ";
  private static final String CLOSING = " -->";

  /// How many findings are kept where all of them and the repairs don't fit.
  private static final List<Integer> FEWER = List.of(200, 50, 10, 0);

  /// What the names alone of a finding's parts take, in bytes.
  private static final int SHORTEST = 100;

  private static final JsonFactory INERT = inert();

  private HiddenFacts() {}

  /// @param docs the folder of the rules' pages
  /// @param room in bytes
  /// @return empty where not even the conclusion would fit
  static Optional<String> of(Verdict verdict, String docs, int room) {
    long count = verdict.findings().count();
    if (count * SHORTEST + patches(verdict) <= room) {
      String all = block(verdict, verdict, docs, 0);
      if (Limited.bytes(all) <= room) {
        return Optional.of(all);
      }
    }
    for (int most : FEWER) {
      Verdict less = less(verdict, most);
      String block = block(verdict, less, docs, (int) (count - less.findings().count()));
      if (Limited.bytes(block) <= room) {
        return Optional.of(block);
      }
    }
    return Optional.empty();
  }

  /// How long the patches are at least: of what is longer than all of the room it need not be tried
  /// whether it fits.
  private static long patches(Verdict verdict) {
    return verdict.environments().stream()
        .flatMap(judged -> judged.repairs().stream())
        .mapToLong(repair -> repair.patch().length())
        .sum();
  }

  /// Without its repairs, and with the weightiest of the new findings alone.
  private static Verdict less(Verdict verdict, int most) {
    List<Judged> environments = new ArrayList<>();
    int left = most;
    for (Judged judged : verdict.environments()) {
      List<Finding> kept =
          judged.findings().stream()
              .filter(Finding::isNew)
              .sorted(Finding.WEIGHTIEST_FIRST)
              .limit(left)
              .toList();
      left -= kept.size();
      environments.add(new Judged(judged.change(), kept, List.of()));
    }
    return new Verdict(
        verdict.conclusion(),
        most == 0 ? List.of() : environments,
        most == 0 ? List.of() : verdict.conflicts());
  }

  /// @param told as much of it as there is room for
  private static String block(Verdict verdict, Verdict told, String docs, int leftOut) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = INERT.createGenerator(out)) {
      form(docs).write(json, new Facts(Risk.of(verdict), told, commands(verdict), leftOut));
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written to", e);
    }
    return OPENING + out + CLOSING;
  }

  /// @param told as much of the verdict as there is room for
  /// @param leftOut how many findings are not in it
  record Facts(Risk risk, Verdict told, List<String> commands, int leftOut) {}

  static JsonObject<Facts> form(String docs) {
    return new JsonObject<Facts>()
        .field("risk", Facts::risk, JsonForm.word(Risk.values(), Risk::words))
        .all(Facts::told, VerdictJson.form(docs))
        .texts("commands", Facts::commands)
        .count("left_out", Facts::leftOut);
  }

  private static List<String> commands(Verdict verdict) {
    List<String> commands = new ArrayList<>();
    if (MarkdownSections.committed(verdict.recommended())) {
      commands.add("/retort fix");
    }
    if (!verdict.recommended().isEmpty()) {
      commands.add("/retort plan");
    }
    commands.add("/retort check");
    return commands;
  }

  private static JsonFactory inert() {
    JsonFactory factory = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    factory.setCharacterEscapes(new Inert());
    return factory;
  }

  /// Everything but letters, digits and what is harmless in running text.
  private static final class Inert extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final String ACTIVE = "<>&@#![]`|~*";

    private final int[] escapes = standardAsciiEscapesForJSON();

    private Inert() {
      ACTIVE.chars().forEach(point -> escapes[point] = ESCAPE_STANDARD);
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes.clone();
    }

    @Override
    public SerializableString getEscapeSequence(int point) {
      return new SerializedString(String.format("\\u%04x", point));
    }
  }
}
