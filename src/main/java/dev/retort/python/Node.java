package dev.retort.python;

import java.util.List;

/// A node of a syntax tree, copied out of the parser's memory.
///
/// @param type as the grammar names it; for signs and keywords their text
/// @param field its role in the parent, empty where it has none
/// @param named whether it is a construct rather than a sign or keyword
/// @param start first byte in the parsed text
/// @param end the byte after the last
/// @param children without comments
record Node(String type, String field, boolean named, int start, int end, List<Node> children) {
  static final Node NONE = new Node("", "", false, 0, 0, List.of());

  boolean is(String other) {
    return type.equals(other);
  }

  boolean isPresent() {
    return !type.isEmpty();
  }

  /// The child in a role; `NONE` where there is none.
  Node child(String role) {
    for (Node child : children) {
      if (child.field.equals(role)) {
        return child;
      }
    }
    return NONE;
  }

  /// The children that are constructs.
  List<Node> parts() {
    return children.stream().filter(Node::named).toList();
  }

  /// Whether a sign or keyword is among the children.
  boolean has(String sign) {
    for (Node child : children) {
      if (!child.named && child.type.equals(sign)) {
        return true;
      }
    }
    return false;
  }
}
