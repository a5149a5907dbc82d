package dev.retort.python;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Revision files as people write them, and what becomes of them when they are torn.
final class RealisticFiles {
  private static final List<String> HEADS =
      List.of(
          "\"\"\"add users\n\nRevision ID: b\nRevises: a\nCreate Date: 2024-01-02\n\n\"\"\"\n",
          "'''\u6f22\u5b57 \ud83d\ude00'''\n",
          "# -*- coding: utf-8 -*-\n",
          "# coding: latin-1\n",
          "\uFEFF",
          "");

  private static final List<String> IMPORTS =
      List.of(
          "from alembic import op\nimport sqlalchemy as sa\n",
          "from typing import Sequence, Union\nfrom alembic import (\n    op,\n)\n",
          "from app.models import *\n",
          "import os, sys\n",
          "");

  private static final List<String> NAMES =
      List.of(
          "revision = 'b'\ndown_revision = 'a'\nbranch_labels = None\ndepends_on = None\n",
          "revision: str = \"b\"\ndown_revision: Union[str, None] = ('a', 'c')\n",
          "revision, down_revision = 'b', None\n",
          "revision = down_revision = 'b'\n",
          "down_revision = ['a'\n  'b',]\nrevision = 'x' + \"y\"\n",
          "if True:\n    revision = 'b'\nelse:\n    revision = 'c'\ndown_revision = f('a')\n",
          "try:\n    import q\nexcept ImportError:\n    q = None\nrevision = f'{q}'\n",
          "ID = 'q'\nrevision = ID\ndown_revision = '%s' % ID\ndown_revision += '\\x41\\N{DASH}'\n");

  private static final List<String> BODIES =
      List.of(
          "\n\ndef upgrade() -> None:\n    op.create_table('t', sa.Column('id', sa.Integer(),"
              + " nullable=False))\n    # done\n\n\ndef downgrade():\n    op.drop_table('t')\n",
          "def upgrade():\n\tfor x in [1, 2]:\n\t\tif x: op.execute(f\"a {x!r:>{x}} b\")\n",
          "def upgrade(): pass\ndef downgrade(): global revision; revision = 'z'\n",
          "@d\nasync def upgrade(a, *b, c=1, **k): await x\nclass C(object):\n    y: int = 3\n",
          "def upgrade():\n    op.execute('''\n    down_revision = 'zz'\n''')\n    return {k: v for k"
              + " in (lambda z: z)(1)}\n",
          "globals()['revision'] = 'x'\n",
          "");

  private static final List<String> SCRAPS =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "'",
          "\"",
          "'''",
          "\"\"\"",
          "\\",
          "\n",
          "\r",
          "\r\n",
          "\t",
          "    ",
          "#",
          ":",
          ",",
          "=",
          ":=",
          "*",
          "**",
          "+",
          ";",
          "f'{",
          "b'",
          "rb\"",
          "\\N{",
          "\\x",
          "\f",
          "\u00a0",
          "\uff52evision = 'q'\n",
          "lambda: ",
          "if ",
          "else",
          "match x:\n case y:",
          "del revision\n",
          "async ",
          "await ",
          "yield ",
          "return\n",
          "0777",
          "1e",
          "0x",
          "@",
          "...",
          "\n<<<<<<< HEAD\n",
          "\n=======\n",
          "global revision\n",
          "import *\n",
          "$",
          "?",
          "!",
          "class ",
          "def ",
          "(((((((((((",
          "{{{{{{",
          "  \n",
          "\u2028",
          "\u001a",
          "\u0000");

  private RealisticFiles() {}

  static String plain(Random random) {
    return pick(HEADS, random) + pick(IMPORTS, random) + pick(NAMES, random) + pick(BODIES, random);
  }

  static byte[] hostile(Random random) {
    if (random.nextInt(10) == 0) {
      byte[] noise = new byte[random.nextInt(2_000)];
      random.nextBytes(noise);
      return noise;
    }
    return torn(random, plain(random).getBytes(StandardCharsets.UTF_8));
  }

  static byte[] torn(Random random, byte[] whole) {
    byte[] file = whole;
    for (int i = random.nextInt(5); i > 0 && file.length > 0; i--) {
      int at = random.nextInt(file.length);
      int cut = random.nextInt(3) == 0 ? random.nextInt(Math.min(40, file.length - at) + 1) : 0;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(file, 0, at);
      switch (random.nextInt(4)) {
        case 0 -> out.write(random.nextInt(256));
        case 1 -> {}
        default -> out.writeBytes(pick(SCRAPS, random).getBytes(StandardCharsets.UTF_8));
      }
      out.write(file, at + cut, file.length - at - cut);
      file = out.toByteArray();
    }
    return file;
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
