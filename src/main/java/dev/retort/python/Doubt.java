package dev.retort.python;

/// Why something cannot be known without running the file. Names in it stand as the file has them;
/// whoever shows one finds the words.
public sealed interface Doubt {
  /// An expression that yields what is not followed.
  enum OfValue implements Doubt {
    ATTRIBUTE,
    BY_CONDITION,
    CALL,
    COMPARISON,
    COMPREHENSION,
    /// Anything that has no kind of its own here.
    COMPUTED,
    DIVISION_BY_ZERO,
    ELEMENT,
    FORMATTED_STRING,
    /// `'…' % value` with conversions that are not followed.
    FORMATTING,
    GENERATOR,
    NEGATION,
    /// `await` or `yield`.
    OTHER_CODE,
    SOMEWHERE_ELSE,
    TOO_LARGE,
    TOO_LONG,
    /// `'\N{name}'` of a name that Java does not know.
    UNKNOWN_CHARACTER,
    UNPACKED_DICTIONARY,
    UNPACKED_UNKNOWN,
    /// A string that versions of Python read differently.
    VERSIONS
  }

  /// A name that something binds or changes whose outcome is not followed.
  enum OfBinding implements Doubt {
    ASSIGNMENT_EXPRESSION,
    CASE,
    /// A function that is called may change what it is bound to.
    CHANGED_BY_CALL,
    /// A class body that works its names out.
    CLASS_BODY,
    CLASS_THAT_CHANGES,
    CONDITIONALLY_BOUND,
    DECORATOR,
    DIFFERENT_BY_CONDITION,
    EXCEPT,
    /// The module's `__getattr__`.
    GETATTR,
    GLOBAL_IN_CLASS,
    GLOBAL_IN_FUNCTION,
    IMPORT,
    IN_LOOP,
    IN_MATCH,
    IN_WITH,
    /// A list that may change after it was bound.
    LIST_THAT_MAY_CHANGE,
    /// A list that does so.
    LIST_THAT_CHANGES,
    LOOP_VARIABLE,
    TRY,
    TYPE_ALIAS,
    UNBOUND_BEFORE,
    UNEQUAL_UNPACKING,
    UNPACKING,
    WITH
  }

  /// Another module, to which a name was followed.
  enum OfModule implements Doubt {
    ITSELF,
    TOO_MANY
  }

  /// `__all__` of another module is worked out there.
  record ComputedExports(String module) implements Doubt {}

  /// A module's file that is not at hand.
  record AbsentModule(String path) implements Doubt {}

  /// A module's file that cannot be read.
  record UnreadableModule(String path) implements Doubt {}

  /// A star import that may bind the name.
  ///
  /// @param module dotted; with dots before it where it is relative
  record StarImport(String module) implements Doubt {}

  /// A name that nothing seen binds, where something unseen may.
  record NameFromElsewhere(String name) implements Doubt {}

  /// A name that nothing binds at its place.
  record UnboundName(String name) implements Doubt {}

  /// A name that nothing binds at all.
  record UndefinedName(String name) implements Doubt {}

  /// A name that nothing binds yet, so that the line raises.
  record NotYetDefinedName(String name) implements Doubt {}

  /// A name that Python brings itself.
  record BuiltinName(String name) implements Doubt {}

  /// An operator whose result is not followed.
  record Operator(String sign) implements Doubt {}

  /// A word through which names may be set, such as `globals`.
  record BackDoor(String word) implements Doubt {}

  /// The same in a function that is called.
  record CalledBackDoor(String word) implements Doubt {}
}
