package dev.retort.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Python refuses is refused, wherever in a file it stands, and with the line.
class StrictnessTest {
  private static final String FILE =
      """
      from alembic import op

      revision = 'b'

      """;

  private static PythonModule read(String source) {
    return PythonReader.read(source.getBytes(StandardCharsets.UTF_8), java.util.Set.of("revision"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def f(:\n    pass",
        "def f(a, a): pass",
        "def f(a=1, b): pass",
        "def f(): x = ",
        "def f(): x y",
        "def f(): x = a if b",
        "def f(): x = a if b, c else d",
        "def f(): x = a if b if c else d else e",
        "def f(): x = a + not b",
        "def f(): x = - not b",
        "def f(): g(a=1, b)",
        "def f(): g(a=1, a=2)",
        "def f(): g(**a, *b)",
        "def f(): g() = 1",
        "def f(): 1 = x",
        "def f(): a, b += 1",
        "def f(): {'a': 1, b}",
        "def f(): {a, b: 1}",
        "def f(): [x for y in z, w]",
        "def f(): [*a or b]",
        "def f(): (x for y in z if a else b)",
        "def f(): a[]",
        "def f(): f'{a b}'",
        "def f(): 'a' b'b'",
        "def f(): break",
        "def f():\n    try: pass",
        "def f():\n    try: pass\n    except: pass\n    except A: pass",
        "def f():\n    if x: pass\n    else: pass\n    elif y: pass",
        "return 1",
        "from x import a,",
        "import",
        "None = 1",
        "x: int, y: int = 1, 2",
        "class C: return 1",
        "class C(x for x in y): pass",
        "yield 1",
        "x = yield 1",
        "def f(): await x",
        "async def f(): lambda: await x",
        "[(yield) for x in y]",
        "def f(): nonlocal x",
        "nonlocal x",
        "def f(x): global x",
        "*x = y",
        "x = *y",
        "del f()",
        "del *x,",
        "x + 1 = 2",
        "f() += 1",
        "(x, y): int = 1",
        "x: int = y = 1",
        "for f() in x: pass",
        "with x as f(): pass",
        "[x for f() in y]",
        "def f(*): pass",
        "def f(*, **k): pass",
        "def f(**k, a): pass",
        "def f(*a, *b): pass",
        "def f(a, /, b, /): pass",
        "lambda a=1, b: 0",
        "f(x for x in y, 1)",
        "f(a.b=1)",
        "{**a for a in b}",
        "[*a for a in b]",
        "x = (*a)",
        "f'{}'",
        "f'a}'",
        "f'{a!x}'",
        "f'{a b}'",
        "f'{lambda x: 1}'",
        "from __future__ import annotations",
        "import a.b as c.d",
        "from . import *, a",
        "def f(): from a import *",
        "try: pass\nexcept A: pass\nexcept* B: pass",
        "try: pass\nexcept*: pass",
        "if x:\n    pass\n  else: pass",
        "match x:\n    case 1: pass\n    y",
        "match x:\n    case a + 1: pass",
        "match x:\n    case f'{a}': pass",
        "match x:\n    case y: pass\n    case 1: pass",
        "match x:\n    case (y, y): pass",
        "match x:\n    case y | 1: pass",
        "match x:\n    case [y] | [z]: pass",
        "match x:\n    case _.y: pass",
        "[y := 1 for y in x]",
        "[x for x in (y := 1)]",
        "class C: [y := 1 for x in z]",
        "def f():\n    x = 1\n    global x",
        "x¹ = 1",
        "async x",
        "@f\nx = 1",
        "pass pass",
        "x = 1 2",
        "a < not b",
        "not = 1",
        "x = None = 1",
        "__debug__ = 1",
      })
  void what_python_refuses_is_refused(String statement) {
    Fault fault = read(FILE + statement + "\n").fault().orElseThrow();
    assertThat(fault).isInstanceOf(Fault.Syntax.class);
    assertThat(fault.line()).isBetween(5, 8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x: (str, None) or 'a' = 1",
        "x: str | None or 'a'",
        "f(*a or b)",
        "a[*b]",
        "print >>f, x",
        "match = case = type = _ = 1",
        "with (a as b, c as d,): pass",
        "with (a, b) as c: pass",
        "def f(): return *a, b",
        "for x in *a, b: pass",
        "type X[T] = list[T]",
        "def f[T: int, *Ts, **P](x: T) -> T: pass",
        "class C[T = int](A): pass",
        "f'{a!r:>{b}}{c=}{{}}{d:%Y-%m}'",
        "f'{a[\"b\"]}'",
        "async def f(): return [await x async for x in y]",
        "lambda *a, b=1, **c: (yield)",
        "1if x else 2",
        "def f():\n    x = 1\n    def g(): nonlocal x",
        "def f(): return [y := 1 for x in z]",
        "match x:\n    case [y, *z] | {'a': y, **z} if y: pass\n    case _: pass",
      })
  void what_python_accepts_is_accepted(String statement) {
    String source = "def a(): pass\nb = c = d = f = x = y = str = A = T = a\n" + statement + "\n";
    assertThat(SyntaxTree.of(source.getBytes(StandardCharsets.UTF_8))).isPresent();
  }

  @Test
  void a_fault_says_where_and_what() {
    assertThat(read("x = 1\nf() = 2\n").fault().orElseThrow())
        .isEqualTo(new Fault.Syntax(2, "Python cannot assign to a function call"));
    assertThat(read("x = 1\ny = (1\n2)\n").fault().orElseThrow())
        .isEqualTo(new Fault.Syntax(3, "Python cannot parse this: `2` has no place here"));
  }
}
