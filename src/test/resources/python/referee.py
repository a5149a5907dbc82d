"""Answers, for each file that it is sent, what CPython's own parser makes of it.

A request is a line with a length and that many bytes. An answer is a line: `-` and the message where
the file is refused, else `+` and the syntax tree as text. Trees are written as `SyntaxText` does.
"""

import ast
import json
import struct
import sys
import warnings

sys.setrecursionlimit(20000)
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)
warnings.simplefilter("ignore")

SIGNS = {
    "Add": "+", "Sub": "-", "Mult": "*", "MatMult": "@", "Div": "/", "Mod": "%", "Pow": "**",
    "LShift": "<<", "RShift": ">>", "BitOr": "|", "BitXor": "^", "BitAnd": "&", "FloorDiv": "//",
    "Invert": "~", "Not": "not", "UAdd": "+", "USub": "-", "Eq": "==", "NotEq": "!=", "Lt": "<",
    "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not", "In": "in",
    "NotIn": "not in",
}

FIELDS = {
    "Attribute": ("Attribute", "value", "attr"),
    "Subscript": ("Subscript", "value", "slice"),
    "Slice": ("Slice", "lower", "upper", "step"),
    "Call": ("Call", "func", "args", "keywords"),
    "Starred": ("Starred", "value"),
    "Tuple": ("Tuple", "elts"),
    "List": ("ListDisplay", "elts"),
    "Set": ("SetDisplay", "elts"),
    "BinOp": ("BinOp", "left", "op", "right"),
    "UnaryOp": ("UnaryOp", "op", "operand"),
    "Compare": ("Compare", "left", "ops", "comparators"),
    "IfExp": ("IfExp", "test", "body", "orelse"),
    "NamedExpr": ("NamedExpr", "target", "value"),
    "ListComp": ("ListComp", "elt", "generators"),
    "SetComp": ("SetComp", "elt", "generators"),
    "DictComp": ("DictComp", "key", "value", "generators"),
    "GeneratorExp": ("GeneratorExp", "elt", "generators"),
    "Await": ("Await", "value"),
    "Yield": ("Yield", "value"),
    "YieldFrom": ("YieldFrom", "value"),
    "JoinedStr": ("JoinedStr", "values"),
    "Name": ("Name", "id"),
    "Return": ("Return", "value"),
    "Delete": ("Delete", "targets"),
    "Assign": ("Assign", "targets", "value"),
    "AugAssign": ("AugAssign", "target", "op", "value"),
    "AnnAssign": ("AnnAssign", "target", "annotation", "value"),
    "While": ("While", "test", "body", "orelse"),
    "If": ("If", "test", "body", "orelse"),
    "Match": ("Match", "subject", "cases"),
    "Raise": ("Raise", "exc", "cause"),
    "Assert": ("Assert", "test", "msg"),
    "Import": ("Import", "names"),
    "Global": ("Global", "names"),
    "Nonlocal": ("Nonlocal", "names"),
    "Expr": ("Expr", "value"),
    "Pass": ("Pass",),
    "Break": ("Break",),
    "Continue": ("Continue",),
    "keyword": ("Keyword", "arg", "value"),
    "withitem": ("WithItem", "context_expr", "optional_vars"),
    "match_case": ("MatchCase", "pattern", "guard", "body"),
    "ExceptHandler": ("ExceptHandler", "type", "name", "body"),
    "MatchValue": ("MatchValue", "value"),
    "MatchSequence": ("MatchSequence", "patterns"),
    "MatchMapping": ("MatchMapping", "keys", "patterns", "rest"),
    "MatchClass": ("MatchClass", "cls", "patterns", "kwd_attrs", "kwd_patterns"),
    "MatchStar": ("MatchStar", "name"),
    "MatchAs": ("MatchAs", "pattern", "name"),
    "MatchOr": ("MatchOr", "patterns"),
}


class Writer:
    def __init__(self, lines):
        self.lines = lines
        self.quiet = 0

    def place(self, node):
        if self.quiet:
            return ""
        return "@%d:%d" % (
            self.lines[node.lineno - 1] + node.col_offset,
            self.lines[node.end_lineno - 1] + node.end_col_offset,
        )

    def node(self, name, node, *fields):
        placed = isinstance(node, (ast.expr, ast.stmt))
        return "(%s%s %s)" % (
            name, self.place(node) if placed else "", " ".join(self.any(f) for f in fields))

    def any(self, value):
        if value is None:
            return "~"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            return json.dumps(value)
        if isinstance(value, list):
            return "[%s]" % " ".join(self.any(v) for v in value)
        if isinstance(value, tuple):
            return "[%s]" % " ".join(self.any(v) for v in value)
        name = type(value).__name__
        if name in SIGNS:
            return json.dumps(SIGNS[name])
        if name == "JoinedStr":
            self.quiet += 1
            inner = self.any(value.values)
            self.quiet -= 1
            return "(JoinedStr%s %s)" % (self.place(value), inner)
        if name in FIELDS:
            fields = FIELDS[name]
            return self.node(fields[0], value, *(getattr(value, f) for f in fields[1:]))
        return getattr(self, name)(value)

    def constant(self, value):
        if value is None:
            return "None"
        if value is Ellipsis:
            return "Ellipsis"
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float):
            return struct.pack(">d", value).hex()
        if isinstance(value, complex):
            return "j" + struct.pack(">d", value.imag).hex()
        if isinstance(value, bytes):
            return "b" + json.dumps(value.decode("latin-1"))
        return json.dumps(value)

    def Constant(self, n):
        return "(Constant%s %s)" % (self.place(n), self.constant(n.value))

    def MatchSingleton(self, n):
        return "(MatchSingleton %s)" % self.constant(n.value)

    def BoolOp(self, n):
        return self.node("BoolOp", n, isinstance(n.op, ast.And), n.values)

    def Dict(self, n):
        entries = " ".join(
            "(Entry %s %s)" % (self.any(k), self.any(v)) for k, v in zip(n.keys, n.values))
        return "(Dict%s [%s])" % (self.place(n), entries)

    def Lambda(self, n):
        return self.node("Lambda", n, self.parameters(n.args), n.body)

    def comprehension(self, n):
        return self.node("Comprehension", n, bool(n.is_async), n.target, n.iter, n.ifs)

    def FormattedValue(self, n):
        conversion = "" if n.conversion < 0 else chr(n.conversion)
        return self.node("FormattedValue", n, n.value, conversion, n.format_spec)

    def parameters(self, a):
        plain = len(a.posonlyargs) + len(a.args)
        defaults = [None] * (plain - len(a.defaults)) + a.defaults
        found = []
        for i, arg in enumerate(a.posonlyargs + a.args):
            kind = "POSITIONAL_ONLY" if i < len(a.posonlyargs) else "PLAIN"
            found.append((kind, arg, defaults[i]))
        if a.vararg:
            found.append(("VARIADIC", a.vararg, None))
        for arg, default in zip(a.kwonlyargs, a.kw_defaults):
            found.append(("KEYWORD_ONLY", arg, default))
        if a.kwarg:
            found.append(("KEYWORDS", a.kwarg, None))
        return [Parameter(*p) for p in found]

    def Parameter(self, p):
        return self.node("Parameter", p, p.kind, p.arg.arg, p.arg.annotation, p.default)

    def function(self, n, is_async):
        return self.node(
            "FunctionDef", n, is_async, n.name, getattr(n, "type_params", []),
            self.parameters(n.args), n.returns, n.decorator_list, n.body)

    def FunctionDef(self, n):
        return self.function(n, False)

    def AsyncFunctionDef(self, n):
        return self.function(n, True)

    def ClassDef(self, n):
        return self.node(
            "ClassDef", n, n.name, getattr(n, "type_params", []), n.bases, n.keywords,
            n.decorator_list, n.body)

    def For(self, n):
        return self.node(
            "For", n, isinstance(n, ast.AsyncFor), n.target, n.iter, n.body, n.orelse)

    AsyncFor = For

    def With(self, n):
        return self.node("With", n, isinstance(n, ast.AsyncWith), n.items, n.body)

    AsyncWith = With

    def Try(self, n):
        return self.node(
            "Try", n, type(n).__name__ == "TryStar", n.body, n.handlers, n.orelse, n.finalbody)

    TryStar = Try

    def alias(self, n):
        return self.node("Alias", n, n.name, n.asname or n.name.split(".")[0])

    def ImportFrom(self, n):
        return self.node("ImportFrom", n, "." * n.level + (n.module or ""), n.names)


class Parameter:
    def __init__(self, kind, arg, default):
        self.kind, self.arg, self.default = kind, arg, default


def lines(source):
    """The byte in the file that each line starts at; line ends count as Python's reader has them."""
    starts = [3 if source.startswith(b"\xef\xbb\xbf") else 0]
    for i, byte in enumerate(source):
        if byte == 10 or (byte == 13 and source[i + 1 : i + 2] != b"\n"):
            starts.append(i + 1)
    return starts


def answer(source, bare):
    try:
        tree = ast.parse(source)
        compile(source, "file", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as e:
        return "-" + type(e).__name__ + ": " + str(e).replace("\n", " ")
    if bare:
        return "+"
    return "+" + Writer(lines(source)).any(tree.body)


def main():
    requests = sys.stdin.buffer
    while True:
        line = requests.readline()
        if not line:
            return
        kind, length = line.split()
        text = answer(requests.read(int(length)), kind == b"?")
        sys.stdout.write(text.replace("\n", " ") + "\n")
        sys.stdout.flush()


main()
