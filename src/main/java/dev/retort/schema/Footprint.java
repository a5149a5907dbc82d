package dev.retort.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What some revisions make, drop, change and need, and whose rows they read or write. Objects are
/// named as the inventory names them; of several operations on one object the first is kept.
///
/// @param makes what the database itself named is left out of it: it would name the next one
///   otherwise
/// @param changes with the object as it is then
/// @param needs what has to exist and is not made by the revisions themselves
/// @param missing of these, what nothing before them makes
/// @param tables whose shape is changed, or matters
/// @param unknown what keeps it from being whole
record Footprint(
    Map<ObjectName, Provenance> makes,
    Map<ObjectName, Provenance> drops,
    Map<ObjectName, Changed> changes,
    Map<ObjectName, Provenance> needs,
    Map<ObjectName, Provenance> missing,
    Rows rows,
    Tables tables,
    Nature nature,
    List<Commutation.Unknown> unknown) {

  /// The tables whose rows are read and written.
  record Rows(Map<String, Provenance> reads, Map<String, Provenance> writes) {}

  /// @param resting those on whose shape something rests that is made of them: a copy, a partition,
  ///   what comes to partitions and children
  /// @param shaped those that are made, dropped or changed, or something of theirs
  record Tables(Map<String, Provenance> resting, Map<String, Provenance> shaped) {}

  /// In which way it is done.
  ///
  /// @param forgiving the lines that say `IF EXISTS`, `IF NOT EXISTS` or `OR REPLACE`, and those of
  ///   a revision that asks the database what exists already: it may do something else beside the
  ///   other
  /// @param passing what is made and is gone at the end
  /// @param consequent of what is dropped that which only goes with something else, as an index
  ///   does with its column
  /// @param freely of what is dropped that which nothing that rests on it keeps: what is renamed,
  ///   or dropped with `CASCADE`
  /// @param held that on which something rests that is made and is there at the end: what a foreign
  ///   key refers to, the type of a column, the table of a view
  /// @param perhapsNeeded what is needed where an expression means it, or one key of several, or of
  ///   which no more is known
  /// @param perhapsDropped what is dropped where it is there (`IF EXISTS`)
  /// @param followed tables that are renamed, under their old names, with which more is done after
  /// @param names what is done with names that the database gives only once
  record Nature(
      Set<Provenance> forgiving,
      Set<ObjectName> passing,
      Set<ObjectName> consequent,
      Set<ObjectName> freely,
      Set<ObjectName> held,
      Map<ObjectName, Provenance> perhapsNeeded,
      Map<ObjectName, Provenance> perhapsDropped,
      Set<ObjectName> followed,
      Names names) {}

  /// @param claims what is made, by its names
  /// @param freed the names of what is dropped
  record Names(Map<String, NameClaim> claims, Set<String> freed) {}

  /// @param now as the object is after it
  record Changed(Provenance by, Optional<Entity> now) {}

  /// Of some of the revisions that a replay ran.
  static Footprint of(Replay replay, Set<String> revisions) {
    FootprintGathering gathering = new FootprintGathering(replay.schema(), revisions);
    for (Replay.Step step : replay.steps()) {
      if (revisions.contains(step.revision().id())) {
        gathering.step(step);
      }
    }
    return gathering.footprint();
  }

  /// Whether something that is dropped, or its table, is made anew under the same name.
  boolean remakes(ObjectName object) {
    ObjectName table = object.table().map(ObjectName::table).orElse(object);
    return (drops.containsKey(object) && makes.containsKey(object))
        || (drops.containsKey(table) && makes.containsKey(table));
  }

  /// Whether a line may do something else beside the other side.
  boolean forgives(Provenance by) {
    return nature.forgiving().contains(by);
  }

  /// Whether nothing at all is done.
  boolean isIdle() {
    return makes.isEmpty()
        && drops.isEmpty()
        && changes.isEmpty()
        && needs.isEmpty()
        && nature.perhapsDropped().isEmpty()
        && rows.reads().isEmpty()
        && rows.writes().isEmpty()
        && unknown.isEmpty();
  }
}
