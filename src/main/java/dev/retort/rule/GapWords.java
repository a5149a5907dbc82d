package dev.retort.rule;

import dev.retort.schema.Gap;

/// What is said of a migration, or a part of one, that could not be followed: one clause each.
public final class GapWords {
  private GapWords() {}

  public static Prose of(Gap gap) {
    return switch (gap) {
      case Gap.OfValue value -> of(value);
      case Gap.OfOperation operation -> of(operation);
      case Gap.OfCourse course -> of(course);
      case Gap.OfSql sql -> of(sql);
      case Gap.OfHistory history -> of(history);
      case Gap.OfSides sides -> of(sides);
      case Gap.Call call -> of(call);
      case Gap.Name name -> of(name);
      case Gap.Block(int line, Gap.AboutBlock what) -> Prose.of(of(what, " in line " + line));
      case Gap.BlockOfHelper(String file, int line, Gap.AboutBlock what) ->
          Prose.of(of(what, " in line " + line + " of " + file));
      case Gap.OfObject object -> of(object);
      case Gap.MissingRevision(String revision) ->
          Prose.of("revision ").quote(revision).text(" is missing");
      case Gap.Token(String text) -> Prose.EMPTY.code(text).text(" is not read here");
      case Gap.Statement(String keyword, Gap part) ->
          Prose.EMPTY.quote(keyword).text(": ").then(of(part));
      case Gap.Because(Gap.OfOperation what, Gap why) -> of(what).text(": ").then(of(why));
    };
  }

  private static Prose of(Gap.Call call) {
    Prose function = Prose.EMPTY.quote(call.function() + "()");
    Prose what = Prose.of("what ").then(function);
    return switch (call.what()) {
      case DOES -> what.text(" does is not read");
      case GIVES -> what.text(" gives is not known");
      case FOLLOWS_MODELS -> function.text(" makes what the models say");
      case MEANS -> function.text(" is not known");
      case NOT_READ -> function.text(" is not read");
      case OF_UNKNOWN -> function.text(" of something unknown is not read");
      case RETURNS -> what.text(" returns is not decided");
      case TABLE -> Prose.of("the table of ").then(function).text(" is not known");
      case TOO_DEEP -> Prose.of("the call of ").then(function).text(" goes too deep");
      case UNDEFINED -> Prose.EMPTY.quote(call.function()).text(" is no function that can be read");
    };
  }

  private static Prose of(Gap.Name gap) {
    Prose name = Prose.EMPTY.quote(gap.name());
    return switch (gap.what()) {
      case ANYTHING -> Prose.of("the name ").then(name).text(" is not known");
      case IN_CLASS -> name.text(" is not found in a class");
      case IN_MODULE -> name.text(" is not found in a module");
      case PARAMETER -> Prose.of("the parameter ").then(name).text(" is not known");
    };
  }

  private static String of(Gap.AboutBlock what, String place) {
    return switch (what) {
      case CONDITION -> "the condition" + place + " is not decided";
      case ERROR_CAUGHT -> "an error" + place + " is caught";
      case LOOP_OVER_UNKNOWN -> "the loop" + place + " is over something unknown";
      case LOOP_TIMES -> "the loop" + place + " runs an unknown number of times";
    };
  }

  private static Prose of(Gap.OfObject gap) {
    Prose object = Prose.EMPTY.quote(gap.object().toString());
    Prose table = Prose.EMPTY.quote(gap.object().name());
    return switch (gap.what()) {
      case BOTH_CHANGE -> Prose.of("both change ").then(object);
      case BOTH_DROP -> Prose.of("both drop ").then(object).text(" where it is there");
      case BOTH_MAKE -> Prose.of("both make ").then(object).text(" where it is not there");
      case COLUMNS -> Prose.of("not all columns of table ").then(table).text(" are written here");
      case COMES_TO -> Prose.of("not all that comes to ").then(object).text(" is known");
      case GOES_WITH -> Prose.of("what goes with ").then(object).text(" is not known");
      case NAME_TAKEN -> Prose.of("the other side does something about the name of ").then(object);
      case NEVER_MADE ->
          Prose.of("table ").then(table).text(" is not made by any migration before");
      case PARTITIONS -> Prose.of("not all partitions of table ").then(table).text(" are known");
      case ROWS -> Prose.of("rows of ").then(table).text(" are in reach of both");
      case USED_BY_OTHER -> Prose.of("the other side uses ").then(object);
      case WAS -> Prose.of("what ").then(object).text(" was is not known");
    };
  }

  private static Prose of(Gap.OfValue value) {
    return Prose.of(
        switch (value) {
          case ADDED_TO_UNKNOWN -> "it is added to something unknown";
          case ARGUMENT -> "an argument is not known";
          case ASYNCHRONOUS -> "it is asynchronous";
          case CALCULATED -> "it is calculated";
          case CONDITION -> "the condition is not decided";
          case CONFIGURATION -> "an option of the configuration is not known";
          case COUNTED -> "it is counted where nothing is decided";
          case DIFFERENCE -> "a difference is not known";
          case ELEMENT -> "an element is not known";
          case ENGINE -> "the name of the engine is not known";
          case ERROR -> "an error";
          case INSPECTED_CLASS -> "an inspected class is not followed";
          case INTERSECTION -> "an intersection is not known";
          case MODULE_NAME -> "a name among the module's is not known";
          case NAME -> "a name is not known";
          case NULLABILITY -> "unknown";
          case OTHER_DATABASE -> "another database is connected";
          case PART -> "a part is not known";
          case PATH -> "a path is not known";
          case RESULT -> "what it gives is not known";
          case ROWS -> "rows are not known";
          case ROWS_OF_DATABASE -> "rows of the database are not known";
          case SET -> "it is set where nothing is decided";
          case SUPER -> "super() is not followed";
          case TOO_DEEP -> "it goes too deep";
          case TOO_LARGE -> "it grows too large";
          case UNPACKED -> "it is unpacked of something unknown";
          case UNREAD -> "it is not read";
          case VERSION_TABLE -> "the schema of Alembic's own table is not known";
        });
  }

  private static Prose of(Gap.OfOperation operation) {
    return Prose.of(
        switch (operation) {
          case CHANGED_COLUMN -> "the column that is altered is not known";
          case CHECKED_TABLE -> "the table of a check is not known";
          case COLUMN_LIST -> "a list of columns is not known";
          case COLUMN_NAME -> "a column's name is not known";
          case COLUMN_OR_KEY -> "a column or key is not known";
          case CONSTRAINT_NAME -> "the constraint's name is not known";
          case CONTEXT_MANAGER -> "what the context manager does is not known";
          case CONVENTION -> "what the naming convention makes of it is not known";
          case CREATED_TABLE -> "the name of the table that is made is not known";
          case DROPPED_CONSTRAINT -> "the name of the constraint that is dropped is not known";
          case DROPPED_ENUM_VALUES ->
              "the values that op.sync_enum_values() takes away are not followed";
          case DROPPED_INDEX -> "the name of the index that is dropped is not known";
          case ENUM_NAME -> "the name of an enum type is not known";
          case EXCLUDING_TABLE -> "the table of an exclusion is not known";
          case FOREIGN_KEY -> "a part of a foreign key is not known";
          case INDEX_NAME -> "the index's name is not known";
          case INDEXED_TABLE -> "the table of an index is not known";
          case KEY -> "a part of a key is not known";
          case KEY_COLUMNS -> "a key's columns are not known";
          case NAME_OF_COLUMN -> "the column's name is not known";
          case NEW_COLUMN_NAME -> "the column's new name is not known";
          case NULLABILITY_OF_COLUMN -> "whether the column may be NULL is not known";
          case REFERENCE -> "what a foreign key points at is not known";
          case RENAMED_TABLE -> "the name of a table that is renamed is not known";
          case RUN_ASYNC -> "what op.run_async() calls is not known";
          case SCHEMA_NAME -> "the name of a schema is not known";
          case SCHEMA_OF_TABLE -> "the schema of a table is not known";
          case SQL_TEXT -> "the SQL text is not known";
          case SQL_TEXT_IN_PART -> "a part of the SQL text is not known";
          case TABLE -> "the table is not known";
        });
  }

  private static Prose of(Gap.OfCourse course) {
    return Prose.of(
        switch (course) {
          case CASE -> "the case is not decided";
          case NO_PYTHON -> "the file is not valid Python";
          case SUPPRESSED_ERRORS -> "errors are suppressed";
          case TOO_MANY_STEPS -> "it takes too many steps to read";
        });
  }

  private static Prose of(Gap.OfSql sql) {
    return Prose.of(
        switch (sql) {
          case ALL_TABLES -> "alters all tables of a place";
          case BLOCK_TEXT -> "runs a text that the block puts together";
          case CASCADE -> "drops all that depends on it";
          case CHANGING_FUNCTION -> "calls a function that changes tables";
          case DO_BLOCK -> "in a DO block";
          case ENDS_EARLY -> "ends too early";
          case INDEX_COLUMNS -> "takes the columns of an index";
          case OTHER_LANGUAGE -> "is in another language";
          case PARTITION_DROPPED -> "drops a partition";
          case PARTITION_MOVED -> "attaches or detaches a partition";
          case ROLLED_BACK -> "undoes what was done before";
          case SCHEMA_ELEMENTS -> "makes a schema with what is in it";
          case SCHEMA_RENAMED -> "renames a schema with all that is in it";
          case SEARCH_PATH -> "sets the search path, so that names mean other tables";
          case TEXT_IN_PART -> "a part of its text is not known";
          case NESTED_TEXTS -> "nests texts too deeply";
          case TYPE_IN_PART -> "a part of a type is not known";
          case UNKNOWN_TABLE -> "reads or writes a table whose name is not known";
          case CATALOGUE_WRITTEN -> "writes into the system catalogue";
          case WRITABLE_CATALOGUE -> "makes the schema itself writable";
        });
  }

  private static Prose of(Gap.OfHistory history) {
    return Prose.of(
        switch (history) {
          case FILE_REFUSED -> "Alembic cannot load this file, nor any other beside it";
          case FILE_UNREADABLE -> "the file cannot be read";
          case NO_UPGRADE -> "the file itself does not define upgrade()";
          case REFUSED -> "Alembic cannot load the history";
          case TOO_MUCH -> "too much to read";
        });
  }

  private static Prose of(Gap.OfSides sides) {
    return Prose.of(
        switch (sides) {
          case ASKS_DATABASE -> "it asks the database what exists already";
          case DROPS_WITH_CASCADE -> "it drops with CASCADE";
          case TOO_MANY_HEADS -> "there are more pairs of heads than are compared";
        });
  }
}
