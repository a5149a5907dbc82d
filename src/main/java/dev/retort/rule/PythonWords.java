package dev.retort.rule;

import dev.retort.python.Doubt;
import dev.retort.python.Fault;
import java.util.Locale;

/// What is said of Python that cannot be read, or cannot be known without running it: one clause
/// each.
final class PythonWords {
  private PythonWords() {}

  static Prose of(Doubt doubt) {
    return switch (doubt) {
      case Doubt.OfValue value -> of(value);
      case Doubt.OfBinding binding -> of(binding);
      case Doubt.OfModule.ITSELF -> Prose.of("it is a module");
      case Doubt.OfModule.TOO_MANY -> Prose.of("it leads through too many modules");
      case Doubt.ComputedExports(String module) ->
          Prose.EMPTY.code("__all__").text(" of ").code(module).text(" is computed");
      case Doubt.AbsentModule(String path) -> Prose.EMPTY.path(path).text(" is not at hand");
      case Doubt.UnreadableModule(String path) -> Prose.EMPTY.path(path).text(" cannot be read");
      case Doubt.StarImport(String module) -> star(module).text(" may bind it");
      case Doubt.NameFromElsewhere(String name) ->
          Prose.EMPTY.code(name).text(" comes from somewhere else");
      case Doubt.UnboundName(String name) -> name(name).text(" is not bound here");
      case Doubt.UndefinedName(String name) -> name(name).text(" is not defined");
      case Doubt.NotYetDefinedName(String name) ->
          name(name).text(" is not defined when this line is executed");
      case Doubt.BuiltinName(String name) -> Prose.of("it is Python's own ").code(name);
      case Doubt.Operator(String sign) -> Prose.of("it is computed with ").code(sign);
      case Doubt.BackDoor(String word) -> Prose.of("the names may be set through ").code(word);
      case Doubt.CalledBackDoor(String word) ->
          Prose.of("a function that is called uses ").code(word);
    };
  }

  private static Prose name(String name) {
    return Prose.of("the name ").code(name);
  }

  /// A star import as it is written.
  static Prose star(String module) {
    return Prose.EMPTY.code("from " + module + " import *");
  }

  private static Prose of(Doubt.OfValue doubt) {
    return Prose.of(
        switch (doubt) {
          case ATTRIBUTE -> "it is an attribute of something else";
          case BY_CONDITION -> "it depends on a condition";
          case CALL -> "it is the result of a call";
          case COMPARISON -> "it is a comparison";
          case COMPREHENSION -> "it is a comprehension";
          case COMPUTED -> "it is computed at run time";
          case DIVISION_BY_ZERO -> "this divides by zero";
          case ELEMENT -> "it is taken out of something else";
          case FORMATTED_STRING -> "it is a formatted string";
          case FORMATTING -> "it is formatted in a way that is not followed";
          case GENERATOR -> "it is a generator";
          case NEGATION -> "it negates something unknown";
          case OTHER_CODE -> "it is the result of other code";
          case SOMEWHERE_ELSE -> "it comes from somewhere else";
          case TOO_LARGE -> "it is too large";
          case TOO_LONG -> "it is too long";
          case UNKNOWN_CHARACTER -> "it holds a character name that is not known here";
          case UNPACKED_DICTIONARY -> "it unpacks a dictionary";
          case UNPACKED_UNKNOWN -> "it unpacks something unknown";
          case VERSIONS -> "this string is read differently by different versions of Python";
        });
  }

  private static Prose of(Doubt.OfBinding doubt) {
    return switch (doubt) {
      case ASSIGNMENT_EXPRESSION -> Prose.of("it is assigned inside an expression");
      case CASE -> Prose.of("a ").code("case").text(" may bind it");
      case CHANGED_BY_CALL -> Prose.of("a function that is called may change it");
      case CLASS_BODY -> Prose.of("its value depends on what a class does");
      case CLASS_THAT_CHANGES -> Prose.of("it is of a class that may be changed");
      case CONDITIONALLY_BOUND -> Prose.of("it is bound under a condition only");
      case DECORATOR -> Prose.of("it is whatever its decorator returns");
      case DIFFERENT_BY_CONDITION -> Prose.of("its value depends on a condition");
      case EXCEPT -> Prose.of("it is bound by ").code("except");
      case GETATTR -> Prose.of("the module's ").code("__getattr__").text(" may answer for it");
      case GLOBAL_IN_CLASS -> Prose.of("a class body may assign it through ").code("global");
      case GLOBAL_IN_FUNCTION ->
          Prose.of("a function that is called may assign it through ").code("global");
      case IMPORT -> Prose.of("it is bound by an import");
      case IN_LOOP -> Prose.of("it is bound inside a loop");
      case IN_MATCH -> Prose.of("it is bound inside a ").code("match").text(" statement");
      case IN_WITH -> Prose.of("it is bound inside a ").code("with").text(" block");
      case LIST_THAT_MAY_CHANGE -> Prose.of("it is a list that may be changed afterwards");
      case LIST_THAT_CHANGES -> Prose.of("it is a list that is changed afterwards");
      case LOOP_VARIABLE -> Prose.of("it is a loop's variable");
      case TRY -> Prose.of("the ").code("try").text(" block may stop before or after it");
      case TYPE_ALIAS -> Prose.of("it is a type alias");
      case UNBOUND_BEFORE -> Prose.of("it is changed before it is bound");
      case UNEQUAL_UNPACKING -> Prose.of("the numbers of targets and values differ");
      case UNPACKING -> Prose.of("it is unpacked from something that is not followed");
      case WITH -> Prose.of("it is bound by ").code("with");
    };
  }

  static Prose of(Fault.Undecodable why) {
    return switch (why) {
      case Fault.Undecodable.NulByte _ -> Prose.of("the file holds a NUL byte");
      case Fault.Undecodable.NotUtf8 _ ->
          Prose.of("the text is not UTF-8 and the file declares no other encoding");
      case Fault.Undecodable.MarkedOtherwise(String encoding) ->
          Prose.of("the file starts with a UTF-8 byte order mark but declares the encoding ")
              .quote(encoding);
      case Fault.Undecodable.UnknownEncoding(String encoding) ->
          Prose.of("the declared encoding ").quote(encoding).text(" is unknown");
      case Fault.Undecodable.ForeignByte(int octet, String encoding) ->
          Prose.of(
                  String.format(
                      Locale.ROOT, "byte 0x%02x is not text in the declared encoding ", octet))
              .quote(encoding);
    };
  }

  static Prose of(Fault.Excess excess) {
    return Prose.of(
        switch (excess) {
          case Fault.Excess.Bytes(long bytes, long most) ->
              String.format(
                  Locale.ROOT, "too large: %,d bytes, and %,d are read at most", bytes, most);
          case Fault.Excess.Plain.ASSIGNMENTS ->
              "too complex: following the assignments takes too long";
          case Fault.Excess.Plain.BRACKETS -> "too complex: brackets nest too deeply";
          case Fault.Excess.Plain.DIGITS -> "too complex: a number of too many digits";
          case Fault.Excess.Plain.FORMATTED_STRINGS -> "too complex: formatted strings nest deeply";
          case Fault.Excess.Plain.NESTING -> "too complex: it nests too deeply";
        });
  }

  static Prose of(Fault.Raising how) {
    return Prose.of(
        switch (how) {
          case ASSERTION -> "this assertion fails when the file is loaded";
          case EVERY_BRANCH -> "every way through this statement raises an exception";
          case EXCEPTION -> "this file raises an exception when it is loaded";
          case EXIT -> "this file ends the program when it is loaded";
        });
  }
}
