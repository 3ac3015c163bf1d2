package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeFitTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "integer | integer",
        "smallint | bigint",
        "integer | numeric",
        "real | double precision",
        "character varying(20) | character varying(20)",
        "character varying(20) | character varying(40)",
        "character varying(20) | character varying",
        "character varying(20) | text",
        "text | character varying",
        "numeric(10,2) | numeric",
        "numeric(10,2) | numeric(12,2)",
        "numeric(10,2) | numeric(12,4)",
        "timestamp(3) without time zone | timestamp(3) without time zone",
        "bit varying(3) | bit varying",
        "public.mood | app.mood",
        "\"My Schema\".mood | public.mood",
      })
  void widerTypesFit(String source, String target) {
    assertThat(TypeFit.fits(source, target)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bigint | integer",
        "integer | text",
        "text | character varying(20)",
        "character varying(40) | character varying(20)",
        "character varying | character varying(20)",
        "character(5) | text",
        "numeric | numeric(10,2)",
        "numeric(10,2) | numeric(10,4)",
        "numeric(10,2) | integer",
        "bigint | numeric(10,0)",
        "double precision | real",
        "json | jsonb",
        "timestamp without time zone | timestamp with time zone",
        "integer[] | bigint[]",
        "public.mood | public.colour",
      })
  void narrowerAndOtherTypesDoNot(String source, String target) {
    assertThat(TypeFit.fits(source, target)).isFalse();
  }
}
