package dev.retort.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the functions and classes of a module could do to its names if they were called. Whatever
/// mentions one of them may call it.
final class CallEffects {
  /// Words by which code gets at a module's names other than by assignment.
  private static final Set<String> BACK_DOORS =
      Set.of("globals", "locals", "vars", "exec", "eval", "setattr", "delattr", "__dict__");

  private final Tokens tokens;
  private final Names names;
  private final Map<String, List<Definition>> byName = new HashMap<>();

  /// A definition, and what it could do once that has been asked.
  private static final class Definition {
    final int start;
    final int end;
    Optional<Facts> facts = Optional.empty();

    Definition(int start, int end) {
      this.start = start;
      this.end = end;
    }
  }

  /// @param words every name that stands in the body
  /// @param globals names declared global in it
  private record Facts(Set<String> words, Set<String> globals) {}

  CallEffects(Tokens tokens, Names names) {
    this.tokens = tokens;
    this.names = names;
  }

  static boolean isBackDoor(String word) {
    return BACK_DOORS.contains(word);
  }

  /// Remembers a definition; `called` says that something besides the module may call it at once.
  ///
  /// @param start first position in the text
  void define(String name, int start, int end, boolean called) throws FaultException {
    byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Definition(start, end));
    if (called) {
      mention(name, tokens.line(start));
    }
  }

  private Facts facts(int start, int end) throws FaultException {
    Set<String> words = new HashSet<>();
    Set<String> globals = new HashSet<>();
    int last = tokens.from(end);
    boolean global = false;
    names.step(last - tokens.from(start), tokens.line(start));
    for (int i = tokens.from(start); i < last; i++) {
      switch (tokens.kind(i)) {
        case NAME -> {
          String word = Identifiers.normal(tokens.text(i));
          words.add(word);
          if (global) {
            globals.add(word);
          }
          global |= word.equals("global");
        }
        case STRING -> {
          if (tokens.hasFields(i)) {
            words.addAll(Identifiers.wordsIn(tokens.text(i)));
          }
        }
        case OPERATOR -> global &= tokens.is(i, ",");
        default -> global = false;
      }
    }
    return new Facts(words, globals);
  }

  /// Applies what calling a definition of this module could do, where the name is one.
  void mention(String name, int line) throws FaultException {
    if (!byName.containsKey(name)) {
      return;
    }
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(name);
    seen.add(name);
    while (!open.isEmpty()) {
      for (Definition definition : byName.getOrDefault(open.remove(), List.of())) {
        if (definition.facts.isEmpty()) {
          definition.facts = Optional.of(facts(definition.start, definition.end));
        }
        Facts facts = definition.facts.get();
        names.step(facts.words().size() + 1L, line);
        for (String global : facts.globals()) {
          names.blur(global, line, Doubt.OfBinding.GLOBAL_IN_FUNCTION);
        }
        for (String word : facts.words()) {
          if (isBackDoor(word)) {
            names.blurAll(line, new Doubt.CalledBackDoor(word));
          }
          Optional<Names.Bound> bound = names.find(word);
          if (bound.isPresent()) {
            names.spoil(bound.get().value(), line, Doubt.OfBinding.CHANGED_BY_CALL);
          }
          if (byName.containsKey(word) && seen.add(word)) {
            open.add(word);
          }
        }
      }
    }
  }
}
