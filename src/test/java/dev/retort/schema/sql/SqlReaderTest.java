package dev.retort.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Dialect;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import dev.retort.schema.SqlText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlReaderTest {
  private static List<String> told(String sql) {
    return Told.of(new SqlReader(Dialect.POSTGRESQL).read(sql, Site.line(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      quoteCharacter = '§',
      textBlock =
          """
          int                             ==> integer
          BIGINT                          ==> bigint
          varchar(20)                     ==> character varying(20)
          character varying               ==> character varying
          char                            ==> character(1)
          bool                            ==> boolean
          float8                          ==> double precision
          float(24)                       ==> real
          float(25)                       ==> double precision
          double precision                ==> double precision
          decimal(10, 2)                  ==> numeric(10,2)
          numeric(7)                      ==> numeric(7,0)
          timestamp                       ==> timestamp without time zone
          timestamp(3) with time zone     ==> timestamp(3) with time zone
          timestamptz                     ==> timestamp with time zone
          time without time zone          ==> time without time zone
          text[]                          ==> text[]
          "char"[]                        ==> "char"[]
          char[]                          ==> character(1)[]
          int ARRAY[4]                    ==> integer[]
          bit varying(8)                  ==> bit varying(8)
          interval day to second          ==> interval day to second
          interval day to second (3)      ==> interval day to second(3)
          interval(3)                     ==> interval(3)
          interval second(2)[]            ==> interval second(2)[]
          double precision[][]            ==> double precision[]
          national character varying(5)   ==> character varying(5)
          nchar varying(5)                ==> character varying(5)
          nchar(4)                        ==> character(4)
          _int4                           ==> integer[]
          pg_catalog._varchar(5)          ==> character varying(5)[]
          _timestamptz(3)                 ==> timestamp(3) with time zone[]
          _mine                           ==> _mine
          "varchar"(3)                    ==> character varying(3)
          "timestamptz"(3)                ==> timestamp(3) with time zone
          pg_catalog."numeric"(5,2)       ==> numeric(5,2)
          pg_catalog.bit                  ==> "bit"
          "char"                          ==> "char"
          _char                           ==> "char"[]
          "bpchar"(3)                     ==> character(3)
          bpchar                          ==> bpchar
          "int"                           ==> int
          "Mood"                          ==> Mood
          public.mood                     ==> mood
          app."Mood"                      ==> app.Mood
          geometry(Point,4326)            ==> geometry(Point,4326)
          """)
  void types_are_named_as_postgresql_names_them(String written, String named) {
    assertThat(told("ALTER TABLE t ADD c " + written)).containsExactly("add t.c " + named);
  }

  @Test
  void a_table_is_read_with_its_columns_and_keys() {
    assertThat(
            told(
                """
                CREATE TABLE IF NOT EXISTS Orders (
                  id bigserial PRIMARY KEY, -- the key
                  "User" int NOT NULL REFERENCES users ON DELETE SET NULL ON UPDATE CASCADE,
                  state varchar(20) DEFAULT 'new'::character varying NOT NULL CHECK (state <> ''),
                  total numeric(10, 2) GENERATED ALWAYS AS (price * n) STORED,
                  made timestamp with time zone DEFAULT (now() at time zone 'utc'),
                  CONSTRAINT uq UNIQUE (state, "User"),
                  FOREIGN KEY (a, b) REFERENCES app.pairs (x, y) ON DELETE CASCADE DEFERRABLE,
                  EXCLUDE USING gist (made WITH &&)
                ) PARTITION BY RANGE (made);
                """))
        .containsExactly(
            "create orders?(id bigint not null default serial, User integer not null,"
                + " state character varying(20) not null default 'new'::character varying,"
                + " total numeric(10,2) default =price * n,"
                + " made timestamp with time zone default (now() at time zone 'utc')"
                + "; p[id]; f[User] > users[] SET NULL; c[state]; u uq[state, User];"
                + " f[a, b] > app.pairs[x, y] CASCADE; x[])");
  }

  @Test
  void columns_that_are_written_elsewhere_leave_a_table_open() {
    assertThat(Told.of(new SqlReader(Dialect.MYSQL).read("CREATE TABLE a (LIKE b)", Site.line(1))))
        .containsExactly("create a(, …)");
    assertThat(told("CREATE TABLE a (LIKE b INCLUDING EVERYTHING)")).containsExactly("opaque[a]");
    assertThat(told("CREATE TABLE a AS SELECT f(x) FROM b"))
        .containsExactly("read b", "create a(, …)");
    assertThat(told("CREATE TABLE a PARTITION OF b (c DEFAULT 1) FOR VALUES IN (1)"))
        .containsExactly("create a(; partition of b, …)");
    assertThat(told("CREATE TABLE a PARTITION OF b (UNIQUE (c)) FOR VALUES IN (1)"))
        .containsExactly("create a(; u[c]; partition of b)");
    assertThat(told("CREATE TABLE a PARTITION OF b FOR VALUES IN (1)"))
        .containsExactly("create a(; partition of b)");
    assertThat(told("CREATE TABLE a (c int) INHERITS (b)"))
        .containsExactly("create a(c integer; under b)");
    assertThat(told("SELECT f(x) INTO a FROM b"))
        .containsExactly("create a(, …)", "call f", "read b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      quoteCharacter = '§',
      textBlock =
          """
          ADD COLUMN IF NOT EXISTS a int DEFAULT 1 ==> add t.a integer default 1?
          ADD a int UNIQUE                         ==> add t.a integer | constrain t u[a]
          ADD CONSTRAINT c CHECK (a > 0) NOT VALID ==> constrain t c c[a] not valid
          ADD PRIMARY KEY (a, b)                   ==> constrain t p[a, b]
          ADD UNIQUE NULLS NOT DISTINCT (a)        ==> constrain t u[a]
          ADD PRIMARY KEY USING INDEX i            ==> constrain t p[] of i
          ADD CONSTRAINT c UNIQUE USING INDEX i DEFERRABLE INITIALLY DEFERRED ==> constrain t u c[] of i
          ADD CONSTRAINT "CONSTRAINT" UNIQUE (a)   ==> constrain t u CONSTRAINT[a]
          DROP a                                   ==> drop t.a
          DROP COLUMN IF EXISTS a CASCADE          ==> drop t.a? cascade
          DROP CONSTRAINT c, DROP b                ==> drop t/c | drop t.b
          ALTER a TYPE bigint USING a::bigint      ==> alter t.a bigint using a::bigint
          ALTER COLUMN a SET DATA TYPE text[]      ==> alter t.a text[]
          ALTER a SET NOT NULL                     ==> alter t.a not null
          ALTER a DROP NOT NULL, ALTER b SET DEFAULT now() ==> alter t.a null | alter t.b default now()
          ALTER a DROP DEFAULT                     ==> alter t.a default none
          ALTER a SET STATISTICS 100               ==> nothing
          ALTER a ADD GENERATED ALWAYS AS IDENTITY ==> alter t.a default identity
          RENAME a TO b                            ==> rename t.a > b
          RENAME COLUMN a TO b                     ==> rename t.a > b
          RENAME TO u                              ==> rename t > u
          RENAME CONSTRAINT a TO b                 ==> rename t/a > b
          SET SCHEMA app                           ==> rename t > app.t
          OWNER TO joe                             ==> nothing
          ENABLE ROW LEVEL SECURITY                ==> nothing
          VALIDATE CONSTRAINT c                    ==> nothing
          ATTACH PARTITION u DEFAULT               ==> u under t as partition
          ATTACH PARTITION u FOR VALUES FROM (1, 2) TO (3, 4) ==> u under t as partition
          DETACH PARTITION u                       ==> u off t as partition
          DETACH PARTITION u CONCURRENTLY          ==> u off t as partition, …
          DETACH ALL                               ==> opaque[t]
          INHERIT u                                ==> t under u
          NO INHERIT u                             ==> t off u
          SHUFFLE a, DROP b                        ==> opaque[t] | drop t.b
          """)
  void each_action_on_a_table_is_read_on_its_own(String action, String expected) {
    assertThat(told("ALTER TABLE ONLY public.t " + action))
        .containsExactly(expected.split(" \\| "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      quoteCharacter = '§',
      textBlock =
          """
          CREATE INDEX ON t (a)                            ==> index - on t[a]
          CREATE UNIQUE INDEX i ON app.t (a DESC NULLS LAST) ==> index unique app.i on app.t[a]
          CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t USING gin (a gin_trgm_ops) ==> index i on t[a] gin concurrently?
          CREATE INDEX i ON t (lower(a), (b + 1)) WHERE c IS NULL ==> index i on t[lower(a), b + 1] where c IS NULL
          CREATE INDEX i ON t (app.f(a) text_ops DESC, b)  ==> index i on t[app.f(a), b]
          CREATE UNIQUE INDEX i ON t ((true))              ==> index unique i on t[(true)]
          CREATE INDEX i ON t (a) INCLUDE (b, c)           ==> index i on t[a]
          DROP INDEX CONCURRENTLY IF EXISTS i, public.j    ==> drop index i concurrently? | drop index j concurrently?
          ALTER INDEX IF EXISTS i RENAME TO j              ==> rename index i > j
          ALTER INDEX ix ATTACH PARTITION jx               ==> attach index jx to ix
          CREATE TYPE mood AS ENUM ('a', 'it''s')          ==> enum mood[a, it's]
          CREATE TYPE pair AS (a int, b int)               ==> make type pair
          ALTER TYPE mood ADD VALUE IF NOT EXISTS 'b' AFTER 'a' ==> value mood b after a?
          ALTER TYPE mood RENAME VALUE 'a' TO 'b'          ==> value mood a > b
          ALTER TYPE mood RENAME TO spirit                 ==> rename type mood > spirit
          DROP TYPE IF EXISTS mood CASCADE                 ==> drop type mood? cascade
          DROP TABLE a, b CASCADE                          ==> drop a cascade | drop b cascade
          CREATE SEQUENCE IF NOT EXISTS s START 5          ==> make sequence s?
          DROP SEQUENCE s                                  ==> drop sequence s
          CREATE EXTENSION IF NOT EXISTS "uuid-ossp"       ==> make extension uuid-ossp?
          CREATE OR REPLACE VIEW v AS SELECT a FROM t JOIN u USING (a) ==> read t | read u | make view v?
          CREATE MATERIALIZED VIEW v AS SELECT 1           ==> make materialized view v
          DROP MATERIALIZED VIEW IF EXISTS v               ==> drop materialized view v?
          CREATE TRIGGER g BEFORE UPDATE OF a ON t EXECUTE FUNCTION f() ==> make trigger g on t
          DROP TRIGGER g ON t                              ==> drop trigger g on t
          CREATE SCHEMA IF NOT EXISTS app                  ==> make schema app?
          CREATE SCHEMA app CREATE TABLE t (a int) CREATE VIEW b.v AS SELECT 1 ==> opaque[app.t, b.v] | make schema app
          ALTER TYPE c ADD ATTRIBUTE b text                ==> nothing
          ROLLBACK TO SAVEPOINT a                          ==> opaque[]!
          SAVEPOINT a                                      ==> nothing
          DROP FUNCTION f(int, text)                       ==> drop function f
          ALTER SEQUENCE s RENAME TO r                     ==> rename sequence s > r
          COMMENT ON COLUMN t.a IS 'x'                     ==> nothing
          GRANT SELECT ON t TO joe                         ==> nothing
          SET LOCAL lock_timeout = '5s'                    ==> nothing
          SET search_path TO app, "$user", 'B'             ==> path [app, B]
          SET LOCAL search_path = DEFAULT                  ==> path [public]
          RESET search_path                                ==> path [public] | nothing
          SELECT set_config('search_path', 'A, "B"', true) ==> path [a, B]
          SET search_path TO app; DROP TABLE public.a      ==> path [app] | drop public.a
          DROP SCHEMA app CASCADE                          ==> drop schema app cascade
          CREATE FOREIGN TABLE f (a int) SERVER s OPTIONS (a 'b') ==> make foreign table f
          CREATE TEMP TABLE x (a int)                      ==> temporary x
          """)
  void everything_else_is_read_too(String sql, String expected) {
    assertThat(told(sql)).containsExactly(expected.split(" \\| "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      quoteCharacter = '§',
      textBlock =
          """
          INSERT INTO a SELECT * FROM b JOIN c ON true     ==> read b | read c | write a
          UPDATE a SET x = (SELECT max(y) FROM b) FROM c, d AS e WHERE true ==> read b | read c | read d | write a
          DELETE FROM a USING b WHERE a.x = b.x            ==> read b | write a
          WITH w AS (SELECT 1 FROM b) INSERT INTO a SELECT * FROM w ==> read b | write a
          WITH RECURSIVE w (n) AS (SELECT n FROM w), v AS (DELETE FROM c RETURNING *) SELECT * FROM v ==> write c
          SELECT extract(year FROM made) FROM a            ==> read a
          SELECT 1 FROM a WHERE x IS DISTINCT FROM y       ==> read a
          SELECT * FROM generate_series(1, 2) g, a         ==> read a
          INSERT INTO a VALUES (1) ON CONFLICT (x) DO UPDATE SET x = 2 ==> write a
          TRUNCATE a, b CASCADE                            ==> write a | write b
          SELECT 1 FROM pg_type, information_schema.tables ==> §§
          SELECT setval('s', 5)                            ==> §§
          SELECT create_hypertable('t', 'made')            ==> opaque[made, t]
          """)
  void statements_of_data_name_the_tables_that_they_read_and_write(String sql, String expected) {
    assertThat(told(sql))
        .containsExactlyElementsOf(
            expected.isEmpty() ? List.of() : List.of(expected.split(" \\| ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      textBlock =
          """
          c int, LIKE b, d int                     ==> c integer, d integer; like b@1
          LIKE app.b INCLUDING ALL, c int          ==> c integer; like app.b@0 CONSTRAINTS DEFAULTS GENERATED IDENTITY INDEXES
          LIKE b INCLUDING DEFAULTS INCLUDING COMMENTS, LIKE d ==> ; like b@0 DEFAULTS; like d@0
          LIKE b INCLUDING ALL EXCLUDING INDEXES EXCLUDING IDENTITY EXCLUDING STORAGE ==> ; like b@0 CONSTRAINTS DEFAULTS GENERATED
          LIKE b, CHECK (lower(e) > 'a')           ==> ; c[e]; like b@0
          """)
  void a_copy_of_another_table_is_read(String parts, String read) {
    assertThat(told("CREATE TABLE a (" + parts + ")"))
        .containsExactly("create a(" + read.strip() + ")");
  }

  @Test
  void a_part_that_is_not_known_opens_what_it_may_touch() {
    assertThat(told("ALTER TABLE t ADD COLUMN " + SqlText.HOLE + " int"))
        .containsExactly("opaque[t]");
    assertThat(told("ALTER TABLE " + SqlText.HOLE + " ADD a int")).containsExactly("opaque[]!");
    assertThat(told("CREATE INDEX ix_" + SqlText.HOLE + " ON t (a)")).containsExactly("opaque[t]");
    assertThat(told("CREATE TABLE t (a int, " + SqlText.HOLE + ")"))
        .containsExactly("create t(a integer, …)");
    assertThat(told("ALTER TABLE t ADD a " + SqlText.HOLE)).containsExactly("add t.a ?");
    assertThat(told("UPDATE " + SqlText.HOLE + " SET a = 1")).containsExactly("opaque[]");
    assertThat(told("UPDATE t SET a = '" + SqlText.HOLE + "'")).containsExactly("write t");
    assertThat(told("DROP INDEX " + SqlText.HOLE)).containsExactly("opaque[]!");
    assertThat(told(SqlText.HOLE)).containsExactly("opaque[]!");
    assertThat(told("CREATE TYPE m AS ENUM ('a', " + SqlText.HOLE + ")"))
        .containsExactly("enum m[?]");
  }

  @Test
  void a_text_may_hold_many_statements_comments_and_bodies() {
    List<Operation> operations =
        new SqlReader(Dialect.POSTGRESQL)
            .read(
                """
                \\connect shop
                /* a /* nested */ ; comment */
                CREATE FUNCTION f() RETURNS trigger AS $body$
                BEGIN DROP TABLE t; RETURN NEW; END; $body$ LANGUAGE plpgsql;
                CREATE TABLE a (b text DEFAULT E'it\\'s; $$'); -- DROP TABLE a;
                COPY a (b) FROM stdin;
                DROP TABLE a;
                \\.
                DROP TABLE b
                """,
                Site.line(10));
    assertThat(Told.of(operations))
        .containsExactly(
            "make function f changing [t]",
            "create a(b text default E'it\\'s; $$')",
            "write a",
            "drop b");
    assertThat(operations.stream().map(o -> o.site().line())).containsExactly(12, 14, 15, 18);
  }

  @Test
  void what_follows_a_commit_by_hand_runs_on_its_own() {
    assertThat(
            new SqlReader(Dialect.POSTGRESQL)
                    .read(
                        "COMMIT; CREATE INDEX CONCURRENTLY i ON t (a); BEGIN; DROP INDEX j",
                        Site.line(1))
                    .stream()
                    .map(o -> o.site().autocommit()))
        .containsExactly(false, true, false, false);
  }

  @Test
  void a_block_that_only_asks_whether_it_is_there_is_if_not_exists() {
    assertThat(
            told(
                """
                DO $$ BEGIN CREATE TYPE mood AS ENUM ('a');
                EXCEPTION WHEN duplicate_object THEN null; END $$
                """))
        .containsExactly("enum mood[a]?");
    assertThat(
            told(
                """
                DO $$ BEGIN
                  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
                    CREATE TYPE mood AS ENUM ('a');
                  END IF;
                END $$ LANGUAGE plpgsql
                """))
        .containsExactly("enum mood[a]?");
  }

  @Test
  void what_a_block_does_under_other_conditions_may_happen_or_not() {
    assertThat(
            told(
                """
                DO $$ DECLARE n int; r record;
                BEGIN
                  SELECT count(*) INTO n FROM users;
                  IF n > 0 THEN ALTER TABLE users ADD a int; ELSE DROP TABLE users; END IF;
                  n := 1;
                  EXECUTE format('ALTER TABLE orders DROP CONSTRAINT %I', r.name);
                END $$
                """))
        .containsExactly(
            "read users", "perhaps add users.a integer", "perhaps drop users", "opaque[orders]");
    assertThat(told("DO $$ BEGIN EXECUTE 'DROP TABLE a'; END $$")).containsExactly("drop a");
    assertThat(told("DO $$ BEGIN EXECUTE q || ' CASCADE'; END $$")).containsExactly("opaque[]!");
  }

  @Test
  void names_are_folded_and_cut_as_postgresql_does() {
    assertThat(told("DROP TABLE Users, \"Users\", App.\"T\""))
        .containsExactly("drop users", "drop Users", "drop app.T");
    assertThat(told("DROP TABLE " + "a".repeat(70))).containsExactly("drop " + "a".repeat(63));
    assertThat(told("DROP TABLE " + "ä".repeat(40))).containsExactly("drop " + "ä".repeat(31));
  }
}
