package dev.retort.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Dialect;
import dev.retort.schema.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

/// SQL that is not PostgreSQL's.
class OtherDialectsTest {
  private static List<String> told(Dialect dialect, String sql) {
    return Told.of(new SqlReader(dialect).read(sql, Site.line(1)));
  }

  @Test
  void mysql_is_read_in_its_own_words() {
    assertThat(
            told(
                Dialect.MYSQL,
                """
                CREATE TABLE `T` (`id` int(11) unsigned NOT NULL AUTO_INCREMENT COMMENT 'it\\'s',
                  `s` enum('a','B') DEFAULT 'a', `u` timestamp ON UPDATE CURRENT_TIMESTAMP,
                  PRIMARY KEY (`id`), UNIQUE KEY `q` (`s`), KEY `i` (`s`(10)))
                  ENGINE=InnoDB DEFAULT CHARSET=utf8; # noise
                ALTER TABLE T MODIFY s varchar(9) NOT NULL, CHANGE COLUMN u v datetime,
                  DROP FOREIGN KEY f, DROP INDEX i, ADD INDEX j (s), RENAME INDEX j TO k;
                RENAME TABLE T TO U
                """))
        .containsExactly(
            "create T(id INT(11) UNSIGNED not null default serial, s ENUM('a','B') default 'a',"
                + " u TIMESTAMP; p[id]; u q[s])",
            "index i on T[s]",
            "alter T.s VARCHAR(9) not null default none",
            "rename T.u > v",
            "alter T.v DATETIME null default none",
            "drop T/f:f",
            "drop index i on T",
            "index j on T[s]",
            "rename index j > k",
            "rename T > U");
  }

  @Test
  void sqlite_is_read_in_its_own_words() {
    assertThat(
            told(
                Dialect.SQLITE,
                """
                CREATE TABLE [a b] (id INTEGER PRIMARY KEY AUTOINCREMENT, x, y VARCHAR(5) COLLATE NOCASE);
                CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = 1; DELETE FROM u; END;
                PRAGMA foreign_keys=ON; DROP TABLE main.t
                """))
        .containsExactly(
            "create a b(id INTEGER default serial, x , y VARCHAR(5); p[id])",
            "make trigger g on t",
            "nothing",
            "drop t");
  }
}
