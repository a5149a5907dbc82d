package dev.retort.alembic;

import dev.retort.python.Fault;
import java.util.List;
import java.util.Optional;

/// What is wrong with an environment or one of its files, as values: the words for people are made
/// by the rule that documents it.
public sealed interface Flaw {
  RuleCode code();

  /// A revision in a file, by the line that declares it.
  record Spot(String path, int line) {}

  /// A revision names what no file declares.
  ///
  /// @param id the revision
  /// @param missing what it names
  /// @param unread a file that could not be read and may be the one
  /// @param hint what the first of them may have been meant for
  record MissingParents(String id, List<String> missing, Optional<String> unread, Hint hint)
      implements Flaw {
    public MissingParents {
      missing = List.copyOf(missing);
    }

    @Override
    public RuleCode code() {
      return RuleCode.MISSING_PARENT;
    }
  }

  /// As [MissingParents], in `depends_on`.
  record MissingDependencies(String id, List<String> missing, Optional<String> unread, Hint hint)
      implements Flaw {
    public MissingDependencies {
      missing = List.copyOf(missing);
    }

    @Override
    public RuleCode code() {
      return RuleCode.MISSING_DEPENDENCY;
    }
  }

  /// What a name may have been meant for.
  sealed interface Hint {
    /// It is a branch label, of this revision.
    record Label(String id) implements Hint {}

    /// It is an empty text.
    record Nothing() implements Hint {}

    /// It is a symbol of the command line, such as `head`.
    record Symbol() implements Hint {}

    /// It is nearly this id.
    record Near(String id, Spot at) implements Hint {}

    record None() implements Hint {}
  }

  /// An id that several files declare.
  ///
  /// @param others all but the file that Alembic loads last
  /// @param same whether all files hold the same
  /// @param idle those of all files whose revisions do nothing
  record Duplicate(String id, List<String> others, boolean same, List<String> idle)
      implements Flaw {
    public Duplicate {
      others = List.copyOf(others);
      idle = List.copyOf(idle);
    }

    @Override
    public RuleCode code() {
      return RuleCode.DUPLICATE_REVISION;
    }
  }

  /// Revisions that come before themselves.
  ///
  /// @param at the one of them that is looked at
  record Circle(String at, History.Cycle cycle) implements Flaw {
    @Override
    public RuleCode code() {
      return RuleCode.CYCLE;
    }
  }

  /// `depends_on = ""` in a history that Alembic refuses for it.
  record EmptyDependency(String id) implements Flaw {
    @Override
    public RuleCode code() {
      return RuleCode.CYCLE;
    }
  }

  /// A branch label that stands for two things.
  record LabelTaken(String label, String id, By by) implements Flaw {
    @Override
    public RuleCode code() {
      return RuleCode.LABEL_CONFLICT;
    }

    /// What has the name already.
    public sealed interface By {
      /// It is a revision's id.
      record Id(Spot at) implements By {}

      /// The revision itself declares it twice.
      record Itself() implements By {}

      /// It is another revision's label.
      record Other(String id, Spot at) implements By {}
    }
  }

  /// A value that only running the file would tell.
  ///
  /// @param name as in [Undecidable]
  record NotDecidable(String name, Undecidable.Cause cause) implements Flaw {
    @Override
    public RuleCode code() {
      return RuleCode.NOT_DECIDABLE;
    }
  }

  /// A file that Python cannot compile.
  sealed interface NotParsed extends Flaw {
    @Override
    default RuleCode code() {
      return RuleCode.SYNTAX_ERROR;
    }

    /// @param diagnostic as in [Fault.Syntax]
    record Syntax(String diagnostic) implements NotParsed {}

    record TooComplex(Fault.Excess excess) implements NotParsed {}

    /// @param most how many bytes are read
    record TooLarge(long bytes, long most) implements NotParsed {}
  }

  /// A file that Alembic cannot load as a revision.
  sealed interface NotLoaded extends Flaw {
    @Override
    default RuleCode code() {
      return RuleCode.NOT_A_REVISION;
    }

    /// It raises when it is imported.
    record Raises(Fault.Raising how) implements NotLoaded {}

    record RelativeImport() implements NotLoaded {}

    /// It has no `down_revision`.
    record NoParents() implements NotLoaded {}

    /// It has no `revision`.
    record NoId() implements NotLoaded {}

    /// It is a link to a file that is not there.
    record DanglingLink() implements NotLoaded {}

    /// It is called `.py`.
    record Nameless() implements NotLoaded {}
  }

  /// An id that Alembic does not take.
  sealed interface BadId extends Flaw {
    @Override
    default RuleCode code() {
      return RuleCode.ILLEGAL_ID;
    }

    /// `revision` is no text.
    ///
    /// @param loads whether Alembic loads it all the same, and fails later
    record OfType(String type, boolean loads) implements BadId {}

    record Characters(String id, List<String> characters) implements BadId {
      public Characters {
        characters = List.copyOf(characters);
      }
    }

    /// What another assignment names is no text.
    ///
    /// @param number what it is, where it is a whole number, as Python prints it
    record ReferenceOfType(String name, String type, Optional<String> number) implements BadId {}
  }

  /// Bytes that are no text.
  sealed interface NotDecoded extends Flaw {
    @Override
    default RuleCode code() {
      return RuleCode.UNREADABLE_ENCODING;
    }

    record Encoding(Fault.Undecodable why) implements NotDecoded {}

    /// The content was not handed out.
    record NotThere() implements NotDecoded {}
  }

  /// A docstring that says other parents than the code.
  ///
  /// @param said as written behind `Revises:`
  record Disagreement(String said, List<String> parents) implements Flaw {
    public Disagreement {
      parents = List.copyOf(parents);
    }

    @Override
    public RuleCode code() {
      return RuleCode.REVISES_DISAGREES;
    }
  }

  /// @param name `upgrade` or `downgrade`
  record NoFunction(String name) implements Flaw {
    @Override
    public RuleCode code() {
      return RuleCode.MISSING_FUNCTION;
    }
  }

  /// The markers of an unfinished merge.
  record Markers() implements Flaw {
    @Override
    public RuleCode code() {
      return RuleCode.CONFLICT_MARKERS;
    }
  }

  /// A version location that is not there, or not known.
  sealed interface NoLocation extends Flaw {
    @Override
    default RuleCode code() {
      return RuleCode.MISSING_LOCATION;
    }

    /// Alembic passes over it.
    record NotThere(String folder) implements NoLocation {}

    /// `.github/retort.yml` names it.
    record Listed(String folder) implements NoLocation {}

    /// `env.py` works it out.
    record Computed() implements NoLocation {}
  }

  /// A folder that looks like an environment and is not configured.
  record LooksLikeEnvironment(String folder) implements Flaw {
    @Override
    public RuleCode code() {
      return RuleCode.UNUSED_ENVIRONMENT;
    }
  }

  /// A configuration that Alembic cannot start from.
  sealed interface Misconfigured extends Flaw {
    @Override
    default RuleCode code() {
      return RuleCode.UNREADABLE_CONFIGURATION;
    }

    /// The file as a whole.
    record NotRead(ConfigFault why) implements Misconfigured {}

    /// One key of it, or `[a section]`.
    record KeyNotRead(String key, ConfigFault why) implements Misconfigured {}

    /// A section whose name differs in capitals from the one that is read.
    record Section(String written, String read) implements Misconfigured {}

    /// @param inCode whether it could be set by code, and is not
    record NoScriptLocation(boolean inCode) implements Misconfigured {}

    /// `script_location` or `version_locations` leads nowhere.
    record Pointless(String key, String value, Where where) implements Misconfigured {}

    /// Where a location leads.
    enum Where {
      /// Into a package that the repository does not hold.
      FOREIGN_PACKAGE,
      OUTSIDE,
      NOWHERE,
      /// A list of folders that Alembic reads as a package.
      LIST_AS_PACKAGE
    }

    /// `version_locations` is text in TOML.
    record Letters() implements Misconfigured {}
  }

  /// Something wrong in `.github/retort.yml`.
  record Setting(SettingsMistake mistake) implements Flaw {
    @Override
    public RuleCode code() {
      return RuleCode.UNREADABLE_CONFIGURATION;
    }
  }
}
