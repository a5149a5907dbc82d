package dev.retort.python;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Statements of every kind, and what becomes of them when their tokens are mixed up.
final class EveryStatement {
  static final List<String> ALL =
      List.of(
          """
          '''a docstring'''
          from __future__ import annotations, division
          import a, b.c as d, e.f.g
          from . import x
          from ...y.z import (p as q, r,)
          from m import *
          """,
          """
          x = y = 1, *z
          (a), [b, *c] = d.e, f[0]
          a.b[c:d, ::2, e:, *f] = g
          x: int = 3
          (x): 'y' = yield_ = 4
          """,
          """
          x: int
          a.b: c = d
          x += 1; y //= 2; z @= w; v **= -u; t >>= 1
          del a, b.c, (d, [e[0]])
          assert x, 'y'
          pass
          """,
          """
          def f(a, /, b: int = 1, *c: d, e, g=2, **h) -> i: return
          def g(*, a): yield
          def h(a, *b, **c,):
              global x, y
              x = yield a
              y = yield from b
              return *a, b
          """,
          """
          async def f():
              async with a as b, c: pass
              async for d in e: await g
              else: pass
              return [i async for i in j if await k]
          """,
          """
          @a.b(c)
          @d
          class C(A, metaclass=B, *D, **E):
              '''doc'''
              x: int = 3
              def __init__(self): nonlocal_ = super().x
          class D: pass
          """,
          """
          if a: b
          elif (c := d) and not e: f
          elif g:
              h
          else: i
          while a:
              if b: break
              continue
          else:
              pass
          for a, *b in c, d: e
          for (x.y, z[0]) in w:
              pass
          else: u
          """,
          """
          try: a
          except B: c
          except (D, E) as f: raise
          except: raise G from h
          else: i
          finally: j
          try: pass
          finally: pass
          try: pass
          except* A as b: pass
          """,
          """
          with a: b
          with a as b, c() as (d, e), f as g[0]: h
          with (a as b, c as d,): pass
          with (a, b) as c: pass
          with (yield_): pass
          with (a), (b): pass
          """,
          """
          match a, *b:
              case 1 | -2.5 | 3 + 4j | 'x' 'y' | b'z': pass
              case None | True: pass
              case [a, *_, b] if c: pass
              case {'k': v, 1: w, d.e: f, **rest}: pass
              case A(b, c=d) as e: pass
              case a.b.c: pass
              case (x): pass
          match = 1
          match(x)
          match[x]: int
          match * 2
          """,
          """
          match x:
              case (a, b), c: pass
              case []: pass
              case (): pass
              case {}: pass
              case *a, b: pass
              case _: pass
          type = 5
          type(x)
          print(case)
          """,
          """
          lambda: 1
          x = lambda a, /, b=1, *c, d, **e: (a, b)
          f(lambda x: x, *y, z=1, **w)
          f(x for x in y)
          f(a, (x for x in y), b := 2)
          a.b.c(d)(e)[f].g
          """,
          """
          [x for x in y if z if w for u in v]
          {x: y for x, y in z}
          {x for (x, y) in z}
          {1, 2, *a}; {'a': 1, **b, 'c': d}; {}; (); []; (a,); [a, b,]
          x = (yield_)
          """,
          """
          a if b else c if d else e
          a or b and not c
          a < b <= c != d is not e not in f in g is h == i > j >= k
          a | b ^ c & d << e >> f + g - h * i / j // k % l @ m ** -n
          -a ** -b; ~+-c; not not d
          ...
          """,
          """
          1; 0x1F; 0o17; 0b11; 1_000; 1.5; 1e10; .5; 5.; 1j; 2.5J; 00
          'a' "b" '''c''' r'\\d' u'e' b'f' B"g" Rb'\\h'
          """,
          """
          x = 'a' "b" '''c''' r'\\d' u'e'
          y = b'f' B"g" Rb'\\h' b'\\x41\\101'
          z = '\\n\\x41\\u00e9\\U0001F600\\N{DIGIT ONE}\\101\\q'
          """,
          """
          f'a{b}c{{d}}' 'e' F"{f!r:>{g}}"
          rf'\\d{x}{y:%Y-%m}'
          f'{a.b[0]}{c(d)}{ e }{lambda_}'
          f'{a!s}{b:{c}.{d}}{(lambda x: x)(1)}'
          f'''{
          a}'''
          f'{a=}'
          f'{a, b}{*c, d}{x if y else z}'
          """,
          """
          async def f(): return {k: v async for k, v in w}
          def g():
              x = 1
              def h():
                  nonlocal x
                  x = 2
              return h
          """,
          "if a:\n\tif b:\n\t\tc\n\telse: d\ne\n",
          "x = (1,\n  2)  # c\ny = \\\n  3\n\n\n# end",
          "from a import b; from c import (d)\nfrom .import e\nfrom .... import f\n",
          "x = [\n    a,\n    b  # c\n]\r\ny = {\r\n}\r\n",
          "print >>f, x\nexec(y)\nprint(z)\n");

  private static final List<String> WORDS =
      List.of(
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield",
          "match",
          "case",
          "type",
          "None",
          "True",
          "x",
          "y",
          "1",
          "'s'",
          "f'{x}'",
          "b's'",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          ":=",
          "=",
          "+=",
          "*",
          "**",
          "-",
          "->",
          "@",
          ".",
          "...",
          "<",
          "==",
          "|",
          "/",
          ";",
          "\n",
          "\n    ",
          "    ",
          "!",
          "~",
          "not in",
          "_",
          "*a",
          "x for x in y",
          "if x else y",
          "(a, b)",
          "a=1",
          "lambda: 0",
          "yield x",
          "await x");

  private static final Pattern TOKEN =
      Pattern.compile("\\n *|\\t|[ ]+|\\w+|'[^'\\n]*'|\\*\\*|:=|//|[<>=!]=|->|.", Pattern.DOTALL);

  private EveryStatement() {}

  /// A statement or two of which some tokens have been lost, doubled, swapped or replaced.
  static byte[] torn(Random random) {
    String text = pick(random) + (random.nextInt(3) == 0 ? pick(random) : "");
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(tokens.size());
      switch (random.nextInt(6)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.add(at, tokens.get(at));
        case 2 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
        case 3 -> tokens.add(at, " " + WORDS.get(random.nextInt(WORDS.size())) + " ");
        case 4 -> tokens.set(at, " " + WORDS.get(random.nextInt(WORDS.size())) + " ");
        default -> tokens.add(at, tokens.remove(random.nextInt(tokens.size())));
      }
    }
    return String.join("", tokens).getBytes(StandardCharsets.UTF_8);
  }

  private static String pick(Random random) {
    return ALL.get(random.nextInt(ALL.size()));
  }
}
