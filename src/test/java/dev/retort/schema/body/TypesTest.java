package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Types as PostgreSQL has them.
class TypesTest extends ReadsMigrations {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      textBlock =
          """
          EmailType                                ==> character varying(255)
          EmailType()                              ==> character varying(255)
          EmailType(50)                            ==> character varying(50)
          EmailType(length=80)                     ==> character varying(80)
          EmailType(length=None)                   ==> character varying
          StringEncryptedType(sa.Unicode, 'k')     ==> character varying
          StringEncryptedType(sa.Unicode, 'k', length=255) ==> character varying(255)
          EncryptedType(sa.Unicode, 'k', length=4) ==> bytea
          ColorType                                ==> character varying(20)
          ColorType(7)                             ==> character varying(7)
          IPAddressType(max_length=9)              ==> character varying(9)
          PhoneNumberType('FI')                    ==> character varying(20)
          PhoneNumberType('FI', 30)                ==> character varying(30)
          ArrowType                                ==> timestamp without time zone
          ArrowType(timezone=True)                 ==> timestamp with time zone
          UUIDType(binary=False)                   ==> uuid
          UUIDType(native=False)                   ==> ?
          ScalarListType()                         ==> text
          DateTimeRangeType                        ==> tsrange
          """)
  void types_of_sqlalchemy_utils_are_what_their_source_makes_them(String written, String type) {
    read(
        "import sqlalchemy_utils",
        "op.create_table('a', sa.Column('c', sqlalchemy_utils.%s))".formatted(written));

    assertThat(type("a", "c")).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      textBlock =
          """
          sa.String(0)        ==> character varying
          sa.String(length=0) ==> character varying
          sa.String(1)        ==> character varying(1)
          sa.CHAR(0)          ==> character(1)
          sa.Float(0)         ==> double precision
          sa.Float(1)         ==> real
          postgresql.BIT(0)   ==> bit(1)
          sa.Numeric(5, 0)    ==> numeric(5,0)
          """)
  void a_length_of_zero_is_none(String written, String type) {
    read("op.create_table('a', sa.Column('c', %s))".formatted(written));

    assertThat(type("a", "c")).isEqualTo(type);
  }
}
