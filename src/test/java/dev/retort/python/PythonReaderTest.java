package dev.retort.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the final binding of a name is, as Python itself would have it.
class PythonReaderTest {
  private static PythonModule read(String source) {
    return read(source.getBytes(StandardCharsets.UTF_8));
  }

  private static PythonModule read(byte[] source) {
    return PythonReader.read(source, Set.of("x", "y", "upgrade"));
  }

  private static Value x(String source) {
    PythonModule module = read(source);
    assertThat(module.fault()).isEmpty();
    return module.binding("x").orElseThrow().value();
  }

  private static String bytesOf(byte[] file, PythonModule.Binding binding, Charset charset) {
    Span span = binding.expression().orElseThrow();
    return new String(Arrays.copyOfRange(file, span.start(), span.end()), charset);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x = 'b'                            | b",
        "x: str = \"b\"                     | b",
        "(x): str = '''b'''                 | b",
        "z = x = y = 'b'                    | b",
        "x, y = 'b', 'c'                    | b",
        "(y, [*_, x]) = 'c', (1, 2, 'b')    | b",
        "x, *y = 'bcd'                      | b",
        "x = 'a'; x = 'b'                   | b",
        "x = 'a'; del x; x = 'b'            | b",
        "x = 'a' 'b'                        | ab",
        "x = 'a' + \"b\"                    | ab",
        "x = 'a'; x += 'b'                  | ab",
        "P = 'b'; x = P; P = 'c'            | b",
        "x = '%s-%d%%' % ('b', 3)           | b-3%",
        "x = r'\\x' u'b'                    | \\xb",
        "x = '\\x62\\142\\u0062\\N{LATIN SMALL LETTER B}' | bbbb",
        "x = '\\q'                          | \\q",
        "x = ('b')                          | b",
        "(x := 'b')                         | b",
        "x = f'b{{}}'                       | b{}",
        "N = 'b'; x = f'a{N}'               | ab",
        "ｘ = 'b'                           | b",
        "x = 'b' if True else f()           | b",
        "from os.path import *; x = 'b'     | b",
        "from app.models import *; x = 'b'  | b",
        "x = 'a' 'b' f''                    | ab",
        "import os as x; x = 'b'            | b",
      })
  void constants_are_folded(String source, String expected) {
    assertThat(x(source)).isEqualTo(new Value.Text(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if unknown_module: pass\nx = 'b'",
        "if f:\n  x = 'b'\nelse:\n  x = 'b'",
        "try:\n  x = 'a'\nfinally:\n  x = 'b'",
        "try:\n  import json\nexcept ImportError:\n  json = None\nx = 'b'",
        "if True: x = 'b'",
        "if __name__ == '__main__':\n  x = 'c'\nelse:\n  x = 'b'",
        "x = 'b'\ndef g():\n  x = 'c'",
        "x = 'b'\ndef g():\n  global x\n  x = 'c'",
        "x = 'b'\nclass C:\n  x = 'c'",
        "x = 'b'\n[x for x in 'c']",
        "x = 'b'\ng = lambda x='c': x",
        "x = 'b'\nsetattr(g, 'z', 1)",
        "x = 'b'\n'''\nx = 'c'\n'''\n# x = 'd'",
        "x = \\\n  'b'",
        "x = 'b\\\n'",
        "x = (\n  'b'  # why\n)",
      })
  void what_does_not_touch_the_name_does_not_matter(String source) {
    String prefix = source.contains("json") ? "" : "import f, g, unknown_module\n";
    assertThat(x(prefix + source)).isEqualTo(new Value.Text("b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x = f()                                                     | CALL",
        "x = 'B'.lower()                                             | CALL",
        "x = ['b'][0]                                                | ELEMENT",
        "x = f.b                                                     | ATTRIBUTE",
        "x = f'{len(f)}'                                             | FORMATTED_STRING",
        "x = (c for c in 'b')                                        | GENERATOR",
        "x = 'b' if f else 'c'                                       | BY_CONDITION",
        "x = nowhere                                                 | UndefinedName[name=nowhere]",
        "from f import b as x                                        | IMPORT",
        "[x := c for c in 'b']                                       | ASSIGNMENT_EXPRESSION",
        "x = 'b'\\nfrom f import *                                   | StarImport[module=f]",
        "x = 'b'\\nglobals()['x'] = 'c'                              | BackDoor[word=globals]",
        "x = 'b'\\nexec(f)                                           | BackDoor[word=exec]",
        "x = 'b'\\nsetattr(f, 'x', 'c')                              | BackDoor[word=setattr]",
        "x = 'b'\\nf.__dict__['x'] = 'c'                             | BackDoor[word=__dict__]",
        "import sys\\nx = 'b'\\nsys.modules[__name__].x = 'c'        | BackDoor[word=modules]",
        "x = 'b'\\ndef g():\\n  global x\\n  x = 'c'\\ng()           | GLOBAL_IN_FUNCTION",
        "x = 'b'\\ndef g():\\n  global x\\n  x = 'c'\\ndef h(): g()\\nh() | GLOBAL_IN_FUNCTION",
        "x = 'b'\\n@f\\ndef g():\\n  global x\\n  x = 'c'            | GLOBAL_IN_FUNCTION",
        "x = 'b'\\nclass C:\\n  global x\\n  x = 'c'                 | GLOBAL_IN_CLASS",
        "for x in f: pass                                            | IN_LOOP",
        "for c in f:\\n  x = 'b'                                     | IN_LOOP",
        "while f:\\n  x = 'b'                                        | IN_LOOP",
        "with f as x: pass                                           | IN_WITH",
        "match f:\\n  case x: pass                                   | IN_MATCH",
        "x = 'b'\\nif f:\\n  x = 'c'                                 | DIFFERENT_BY_CONDITION",
        "if f:\\n  x = 'b'                                           | CONDITIONALLY_BOUND",
        "try:\\n  import g\\n  x = 'b'\\nexcept E:\\n  x = 'c'       | DIFFERENT_BY_CONDITION",
        "x = []\\nx.append('b')                                      | LIST_THAT_MAY_CHANGE",
        "y = ['b']\\nx = (y,)\\nf(y)                                 | LIST_THAT_MAY_CHANGE",
        "x = ['b']\\nx[0] = 'c'                                      | LIST_THAT_MAY_CHANGE",
        "def __getattr__(name): return 'b'                           | GETATTR",
      })
  @DisplayName("A25 what only running would tell is unknown, with the line and the reason")
  void what_only_running_would_tell_is_unknown(String source, String reason) {
    Value value = x("import f, E\n" + source.replace("\\n", "\n"));
    assertThat(value).isInstanceOf(Value.Unknown.class);
    assertThat(((Value.Unknown) value).reason()).hasToString(reason);
    assertThat(((Value.Unknown) value).line()).isGreaterThan(1);
  }

  @Test
  void an_unknown_value_says_where_it_comes_from() {
    Value.Origin imported = origin("from ids import FIRST as F\nx = F");
    assertThat(imported).isEqualTo(new Value.Origin.Imported("ids", Optional.of("FIRST")));

    Value.Origin attribute = origin("import app.ids as ids\nx = ids.FIRST");
    assertThat(attribute).isInstanceOf(Value.Origin.Attribute.class);
    Value.Origin.Attribute read = (Value.Origin.Attribute) attribute;
    assertThat(read.name()).isEqualTo("FIRST");
    assertThat(((Value.Unknown) read.object()).origin())
        .contains(new Value.Origin.Imported("app.ids", Optional.empty()));

    Value.Origin.Called called =
        (Value.Origin.Called) origin("from ids import before\ny = 'b'\nx = before(y, strict=True)");
    assertThat(((Value.Unknown) called.callee()).origin())
        .contains(new Value.Origin.Imported("ids", Optional.of("before")));
    assertThat(called.arguments()).containsExactly(new Value.Text("b"));
    assertThat(called.keywords()).containsEntry("strict", new Value.Truth(true));

    Value.Origin.Called own =
        (Value.Origin.Called) origin("def before(y): return 'a'\nx = before('b')");
    assertThat(((Value.Unknown) own.callee()).origin())
        .contains(new Value.Origin.Defined("before"));
  }

  private static Value.Origin origin(String source) {
    return ((Value.Unknown) x(source)).origin().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x: str", "x = 1\ndel x", "def g(): x = 1", "y = 'x'", "class C:\n  x = 1", ""})
  void a_name_that_is_never_bound_is_absent(String source) {
    assertThat(read(source).bindings()).doesNotContainKey("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x = ('a'                        | never closed",
        "x = 'a                          | does not end",
        "x = '''a'                       | does not end",
        "x = r'''\\'''                   | does not end",
        "x = )                           | closes nothing",
        "x = (]                          | does not match",
        "x = 'a'\\n  y = 'b'             | indentation is unexpected",
        "if 1:\\nx = 1                   | indented block is missing",
        "if 1:\\n        x = 1\\n\\ty = 2 | tabs and spaces",
        "if 1:\\n    x = 1\\n  y = 2     | no outer level",
        "x = 1\\n<<<<<<< HEAD\\ny = 2\\n=======\\ny = 3\\n>>>>>>> z | cannot parse",
        "def upgrade(:                   | never closed",
        "x = 0777                        | starts with 0",
        "x = 1_                          | malformed",
        "x = 10L                         | malformed",
        "x = '\\x4'                      | cut short",
        "print 'x'                       | Python 2",
        "x = 1 <> 2                      | Python 2",
        "try: pass\\nexcept E, e: pass   | Python 2",
        "return 3                        | outside a function",
        "x = b'é'                        | not ASCII",
        "x = $                           | U+0024",
        "x = 'a' b'b'                    | side by side",
      })
  void what_python_cannot_parse_is_a_syntax_fault(String source, String message) {
    Fault fault = read(source.replace("\\n", "\n").replace("\\t", "\t")).fault().orElseThrow();
    assertThat(fault)
        .isInstanceOfSatisfying(
            Fault.Syntax.class, syntax -> assertThat(syntax.diagnostic()).contains(message));
  }

  @Test
  void a_string_that_versions_read_differently_is_said_to_be_so() {
    assertThat(read("x = f'{'a'}'").fault()).contains(new Fault.VersionDependent(1));
    assertThat(read("x = f'{\"a\"}'").fault()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"raise E", "import sys\nsys.exit(1)", "if f: raise E\nelse: raise E"})
  void a_module_that_certainly_raises_is_refused(String source) {
    assertThat(read("import f, E\n" + source).fault()).containsInstanceOf(Fault.Raises.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 / 0", "x: Nowhere = 1", "nowhere()", "def g(a: Nowhere): pass"})
  void a_module_that_may_fail_is_doubted(String source) {
    assertThat(read(source).doubts()).isNotEmpty();
    assertThat(read("from __future__ import annotations\nimport nowhere\nx: Nowhere = 1").doubts())
        .isEmpty();
  }

  @Test
  void spans_are_bytes_of_the_file_as_stored() {
    byte[] marked = "\uFEFFé = 'é'\r\nx = 'b' 'c'\r\n".getBytes(StandardCharsets.UTF_8);
    PythonModule.Binding binding = read(marked).binding("x").orElseThrow();
    assertThat(bytesOf(marked, binding, StandardCharsets.UTF_8)).isEqualTo("'b' 'c'");
    assertThat(binding.line()).isEqualTo(2);

    byte[] latin =
        "# vim: set fileencoding=iso-8859-1 :\ré = 'éé'\rx = 'é'\r"
            .getBytes(StandardCharsets.ISO_8859_1);
    PythonModule.Binding other = read(latin).binding("x").orElseThrow();
    assertThat(other.value()).isEqualTo(new Value.Text("é"));
    assertThat(other.line()).isEqualTo(3);
    assertThat(bytesOf(latin, other, StandardCharsets.ISO_8859_1)).isEqualTo("'é'");

    byte[] japanese =
        "# coding: shift_jis\nz = '漢字'\nx = '字'\n".getBytes(Charset.forName("Shift_JIS"));
    PythonModule.Binding third = read(japanese).binding("x").orElseThrow();
    assertThat(bytesOf(japanese, third, Charset.forName("Shift_JIS"))).isEqualTo("'字'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x = y = 'b'", "x = 'a'\nx += 'b'", "if f: x = 'b'\nelse: x = 'b'"})
  void a_value_that_has_no_place_of_its_own_offers_none_for_editing(String source) {
    assertThat(read("import f\n" + source).binding("x").orElseThrow().expression()).isEmpty();
  }

  @Test
  void bytes_that_are_not_utf8_are_tolerated_in_comments_only() {
    byte[] comment = "x = 'b' # caf?\n".getBytes(StandardCharsets.UTF_8);
    comment[13] = (byte) 0xE9;
    assertThat(read(comment).fault()).isEmpty();
    byte[] string = "x = 'caf?'\n".getBytes(StandardCharsets.UTF_8);
    string[8] = (byte) 0xE9;
    assertThat(read(string).fault()).containsInstanceOf(Fault.Encoding.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# coding: nosuchcodec\nx = 1",
        "\uFEFF# coding: latin-1\nx = 1",
        "# coding: ascii\nx = 'é'",
        "# coding: utf-16\nx = 1",
        "x = 1\u0000"
      })
  void an_encoding_that_python_refuses_is_a_fault(String source) {
    assertThat(read(source).fault()).containsInstanceOf(Fault.Encoding.class);
  }

  @Test
  void a_cookie_counts_in_the_first_two_lines_and_before_code_only() {
    assertThat(read("#\n#\n# coding: nosuchcodec\nx = 1").fault()).isEmpty();
    assertThat(read("y = 1\n# coding: nosuchcodec\nx = 1").fault()).isEmpty();
    assertThat(read("\n# coding: nosuchcodec\nx = 1").fault()).isPresent();
  }

  @Test
  void the_docstring_keeps_its_lines() {
    byte[] file = "\"\"\"Müll\r\n\r\nRevises: ä\r\n\"\"\"\r\n".getBytes(StandardCharsets.UTF_8);
    ModuleDocstring docstring = read(file).docstring().orElseThrow();
    assertThat(docstring.text()).isEqualTo("Müll\n\nRevises: ä\n");
    ModuleDocstring.Line line = docstring.lines().get(2);
    assertThat(line.number()).isEqualTo(3);
    assertThat(line.text()).isEqualTo("Revises: ä");
    Span span = line.span(9, 10);
    assertThat(new String(file, span.start(), span.length(), StandardCharsets.UTF_8))
        .isEqualTo("ä");
    assertThat(read("f'a'\n").docstring()).isEmpty();
    assertThat(read("b'a'\n").docstring()).isEmpty();
    assertThat(read("'a'.b\n").docstring()).isEmpty();
  }

  @Test
  void a_fingerprint_sees_code_and_no_comments() {
    FunctionText plain = read("def upgrade():\n    f(1)\n    g()\n").functions().get("upgrade");
    FunctionText commented =
        read("x = 1\ndef upgrade():\n\n    f(1)  # why\n    # and\n    g()\n\n")
            .functions()
            .get("upgrade");
    assertThat(commented).isEqualTo(plain);
    assertThat(read("def upgrade():\n    f(2)\n    g()\n").functions().get("upgrade"))
        .isNotEqualTo(plain);
    assertThat(read("def upgrade():\n  if f(1):\n    g()\n").functions().get("upgrade"))
        .isNotEqualTo(read("def upgrade():\n  if f(1): pass\n  g()\n").functions().get("upgrade"));
  }

  @Test
  void a_function_is_the_same_when_no_more_than_its_digest_is_left_of_it() {
    String lengthy = "def upgrade():\n" + "    f('a long line of this function')\n".repeat(200);
    for (String source : List.of("def upgrade():\n    f(1)\n", lengthy)) {
      FunctionText whole = read(source).functions().get("upgrade");
      FunctionText compact = read(source).functions().get("upgrade");
      compact.compact();

      assertThat(compact).isEqualTo(whole).hasSameHashCodeAs(whole).hasToString(whole.toString());
      assertThat(whole).isEqualTo(compact);
      FunctionText other = read(source.replace("f(", "g(")).functions().get("upgrade");
      assertThat(other).isNotEqualTo(whole).isNotEqualTo(compact);
    }
    assertThat(read("def upgrade():\n    pass\n").functions().get("upgrade"))
        .isEqualTo(FunctionText.IDLE);
  }
}
