package dev.retort.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Parses the parameters of a function or a lambda.
final class ParameterParser {
  private final TokenCursor c;
  private final ExpressionParser expressions;
  private final boolean annotations;
  private final List<Parameter> parameters = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private boolean optional;
  private boolean bare;
  private int height;

  ParameterParser(TokenCursor cursor, ExpressionParser expressions, boolean annotations) {
    this.c = cursor;
    this.expressions = expressions;
    this.annotations = annotations;
  }

  /// Reads up to a sign, which is left.
  List<Parameter> until(String end) throws FaultException {
    Parameter.Kind kind = Parameter.Kind.PLAIN;
    boolean slash = false;
    while (!c.is(end)) {
      int start = c.start();
      if (c.take("/")) {
        if (slash || parameters.isEmpty() || kind != Parameter.Kind.PLAIN) {
          throw c.fault("`/` stands where it may not among the parameters");
        }
        slash = true;
        parameters.replaceAll(ParameterParser::positional);
      } else if (c.take("**")) {
        parameter(start, Parameter.Kind.KEYWORDS);
        c.take(",");
        break;
      } else if (c.take("*")) {
        if (kind == Parameter.Kind.KEYWORD_ONLY) {
          throw c.fault("`*` stands twice among the parameters");
        }
        kind = Parameter.Kind.KEYWORD_ONLY;
        bare = c.is(",");
        if (!bare) {
          parameter(start, Parameter.Kind.VARIADIC);
        }
      } else {
        parameter(start, kind);
        bare = false;
      }
      c.endPart(end);
    }
    if (bare) {
      throw c.fault("a name is missing behind the `*` among the parameters");
    }
    c.height = height;
    return parameters;
  }

  private static Parameter positional(Parameter p) {
    return new Parameter(
        p.start(),
        p.end(),
        Parameter.Kind.POSITIONAL_ONLY,
        p.name(),
        p.annotation(),
        p.byDefault());
  }

  private void parameter(int start, Parameter.Kind kind) throws FaultException {
    if (kind == Parameter.Kind.KEYWORDS && bare) {
      throw c.fault("a name is missing behind the `*` among the parameters");
    }
    String name = c.name();
    TargetParser.named(c, name);
    if (!names.add(name)) {
      throw c.fault("a parameter is declared twice");
    }
    Optional<Expression> annotation = Optional.empty();
    if (annotations && c.take(":")) {
      annotation =
          Optional.of(
              kind == Parameter.Kind.VARIADIC && c.is("*")
                  ? expressions.starred(ExpressionParser.BITWISE)
                  : expressions.expression());
      height = Math.max(height, c.height);
    }
    Optional<Expression> byDefault = Optional.empty();
    boolean single = kind == Parameter.Kind.PLAIN || kind == Parameter.Kind.KEYWORD_ONLY;
    if (single && c.take("=")) {
      byDefault = Optional.of(expressions.expression());
      height = Math.max(height, c.height);
    }
    if (kind == Parameter.Kind.PLAIN) {
      if (optional && byDefault.isEmpty()) {
        throw c.fault("a parameter without a default follows one with a default");
      }
      optional |= byDefault.isPresent();
    }
    parameters.add(new Parameter(start, c.end(), kind, name, annotation, byDefault));
  }
}
