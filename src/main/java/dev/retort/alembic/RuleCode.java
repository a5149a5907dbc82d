package dev.retort.alembic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The codes of all rules, in their order. Whoever speaks of a rule speaks of its constant; people
/// and files write what [#toString()] gives, such as `RT101`, and these never change their meaning.
public enum RuleCode {
  SECOND_HEAD(101),
  MISSING_PARENT(102),
  DUPLICATE_REVISION(103),
  CYCLE(104),
  SECOND_BASE(105),
  MISSING_DEPENDENCY(106),
  LABEL_CONFLICT(107),
  COMPETING_MERGES(108),
  REDUNDANT_PARENT(109),
  DEPENDS_ON_MERGE(110),
  REMOVED_REVISION(201),
  RENAMED_REVISION(202),
  EDITED_PARENTS(203),
  INSERTED_BELOW(204),
  EDITED_BODY(205),
  NOT_DECIDABLE(301),
  SYNTAX_ERROR(302),
  NOT_A_REVISION(303),
  ILLEGAL_ID(304),
  UNREADABLE_ENCODING(305),
  REVISES_DISAGREES(306),
  MISSING_FUNCTION(307),
  INVENTED_ID(308),
  CONFLICT_MARKERS(309),
  LONG_ID(310),
  UNREADABLE_CONFIGURATION(401),
  MISSING_LOCATION(402),
  UNUSED_ENVIRONMENT(403),
  NO_METADATA(404),
  MISSING_IMPORT(405),
  UNLOADED_FILE(406),
  UNSEEN_MODELS(407),
  HEADS_COLLIDE(501),
  MADE_TWICE(502),
  ENUM_TYPE_MISMATCH(503),
  NEVER_MADE(504),
  DATA_LOSS(505),
  LOOKS_LIKE_RENAME(506),
  NOT_NULL_WITHOUT_DEFAULT(507),
  CONCURRENTLY_IN_TRANSACTION(508),
  NAME_TOO_LONG(509),
  FROZEN_DEFAULT(510),
  DOWNGRADE_UNNAMED_CONSTRAINT(511),
  DOWNGRADE_FAILS(512),
  DOWNGRADE_INCOMPLETE(513),
  DOWNGRADE_EMPTY(514),
  CAST_NEEDS_USING(515),
  INCOMPARABLE_KEY(516),
  COVERED_INDEX(517),
  ALTER_OUTSIDE_BATCH(518),
  SCHEMA_NOT_FOLLOWED(519),
  LOCKS_THE_TABLE(520),
  SHARED_HEAD(601);

  private static final Map<String, RuleCode> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toMap(RuleCode::toString, Function.identity()));

  private static final List<Family> FAMILIES = List.of(Family.values());

  private final int number;

  RuleCode(int number) {
    this.number = number;
  }

  /// The code that somebody wrote, in capitals or not.
  public static Optional<RuleCode> of(String text) {
    return Optional.ofNullable(BY_TEXT.get(text.toUpperCase(Locale.ROOT)));
  }

  /// What rules look at, in the order of the hundreds of their codes.
  public enum Family {
    GRAPH,
    /// What a change does to revisions that the base has.
    HISTORY,
    READING,
    ENVIRONMENT,
    SCHEMA,
    /// Other pull requests.
    NEIGHBOURHOOD
  }

  public Family family() {
    return FAMILIES.get(number / 100 - 1);
  }

  @Override
  public String toString() {
    return "RT" + number;
  }
}
