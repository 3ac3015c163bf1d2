package io.weft.it.types;

import static io.weft.it.types.TypeRow.type;

import io.weft.it.types.TypeRow.Extension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types, in families that make a table each. */
public final class TypeRows {

  /** What the families' types need, besides extensions. */
  public static final String OWN_TYPES =
      """
      CREATE SCHEMA app;
      CREATE TYPE float_range AS RANGE (subtype = float8);
      CREATE TYPE mood AS ENUM ('sad', 'it''s "ok"', 'frölich', 'a,b', '');
      CREATE TYPE app."Odd Type" AS ENUM ('x', 'y z');
      CREATE TYPE pair AS (a int, b text);
      CREATE TYPE nest AS (p pair, "q Q" pair[], m mood, t timestamptz, n numeric, r int4range);
      CREATE DOMAIN positive AS numeric CHECK (value > 0);
      CREATE DOMAIN tiny_positive AS positive CHECK (value < 10);
      CREATE DOMAIN label AS text;
      CREATE DOMAIN span AS interval;
      CREATE DOMAIN day AS date;
      CREATE DOMAIN moment AS timestamp;
      CREATE DOMAIN instant AS timestamptz;
      CREATE DOMAIN clock AS time;
      CREATE DOMAIN clockz AS timetz;
      CREATE DOMAIN blob AS bytea;
      CREATE DOMAIN truth AS bool;
      CREATE DOMAIN small AS int2;
      CREATE DOMAIN real_number AS float8;
      CREATE DOMAIN doc AS jsonb;
      CREATE DOMAIN raw_doc AS json;
      CREATE DOMAIN ident AS uuid;
      CREATE DOMAIN padded AS char(4);
      CREATE DOMAIN place AS point;
      CREATE DOMAIN flags AS varbit;
      CREATE DOMAIN tags AS text[];
      CREATE DOMAIN moods AS mood[];
      CREATE DOMAIN feeling AS mood;
      CREATE DOMAIN couple AS pair;
      CREATE DOMAIN number_list AS numeric[];
      CREATE TYPE nothing AS ();
      CREATE TYPE bytes_like;
      CREATE FUNCTION bytes_in(cstring) RETURNS bytes_like LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
      CREATE FUNCTION bytes_out(bytes_like) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
      CREATE TYPE bytes_like (INPUT = bytes_in, OUTPUT = bytes_out, LIKE = bytea);
      CREATE SCHEMA "Odd ""Schema";
      CREATE TYPE "Odd ""Schema"."a.b c" AS (x float8, "y z" timestamptz[]);
      CREATE DOMAIN "Odd ""Schema"."d[]" AS "Odd ""Schema"."a.b c"[];
      CREATE TYPE mood_range AS RANGE (subtype = mood);
      CREATE DOMAIN long_range AS int8range;
      CREATE DOMAIN odd_range AS float_range;
      CREATE TABLE app.thing (id int PRIMARY KEY);
      CREATE FUNCTION app.work(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
      """;

  private TypeRows() {}

  private static String text(String prefix) {
    return "(SELECT string_agg('"
        + prefix
        + "' || md5(i::text), '') FROM generate_series(1, 400) i)";
  }

  private static String array(String element) {
    return "(SELECT array_agg(" + element + ") FROM generate_series(1, 2000) i)";
  }

  /** Families by name. */
  public static Map<String, List<TypeRow>> families() {
    Map<String, List<TypeRow>> families = new LinkedHashMap<>();
    families.put("numbers", numbers());
    families.put("times", times());
    families.put("texts", texts());
    families.put("documents", documents());
    families.put("bits", bits());
    families.put("network", network());
    families.put("shapes", shapes());
    families.put("ranges", ranges());
    families.put("search", search());
    families.put("system", system());
    families.put("own", own());
    families.put("domains", domains());
    families.put("arrays", arrays());
    families.put("own_arrays", ownArrays());
    families.put("extensions", extensions());
    return families;
  }

  private static List<TypeRow> numbers() {
    return List.of(
        type("bool", "t", "f"),
        type("int2", "-32768", "32767", "0"),
        type("int4", "-2147483648", "2147483647"),
        type("int8", "-9223372036854775808", "9223372036854775807"),
        type(
            "float4",
            "NaN",
            "Infinity",
            "-Infinity",
            "-0",
            "1.4e-45",
            "3.4028235e38",
            "1.1",
            "-1.17549435e-38",
            "16777216",
            "0.1"),
        type(
            "float8",
            "NaN",
            "Infinity",
            "-Infinity",
            "-0",
            "5e-324",
            "1.7976931348623157e308",
            "0.1",
            "2.2250738585072014e-308",
            "9007199254740993",
            "1e23"),
        type(
                "numeric",
                "NaN",
                "Infinity",
                "-Infinity",
                "0",
                "0.00",
                "-0.000",
                "1.500",
                "1e30",
                "1e-100",
                "0.0001",
                "10000",
                "99990000.0000",
                "=repeat('9', 131072)",
                "=('0.' || repeat('0', 16382) || '1')",
                "=(repeat('7', 131072) || '.' || repeat('3', 16383))")
            .large("repeat('12345', 8000)::numeric"),
        type("numeric(10,3)", "1.5", "NaN", "-1234567.891", "0"),
        type("numeric(5)", "12345", "-1"),
        type("numeric(3,-2)", "12345", "0", "-99900").since(15),
        type("numeric(3,5)", "0.00123", "-0.00999").since(15),
        type("money", "1234.50", "-0.01", "-92233720368547758.08", "92233720368547758.07", "0"));
  }

  private static List<TypeRow> times() {
    return List.of(
        type(
            "date",
            "4714-11-24 BC",
            "5874897-12-31",
            "infinity",
            "-infinity",
            "0001-01-01",
            "0001-12-31 BC",
            "0001-02-29 BC",
            "4713-02-29 BC",
            "1582-10-10",
            "1500-02-28",
            "2024-02-29",
            "10000-01-01"),
        type("time", "00:00", "24:00", "23:59:59.999999", "00:00:00.000001", "12:30"),
        type("time(0)", "23:59:59.7", "00:00", "24:00"),
        type(
            "timetz",
            "24:00:00+05:30",
            "12:34:56.789-08",
            "00:00:00+15:59:59",
            "24:00:00-15:59:59",
            "00:00:00.000001+00:00:01",
            "12:00+05:45"),
        type("timetz(2)", "12:34:56.789-08"),
        type(
            "timestamp",
            "4714-11-24 00:00:00 BC",
            "294246-12-31 23:59:59.999999",
            "infinity",
            "-infinity",
            "0001-01-01",
            "0001-12-31 23:59:59.999999 BC",
            "0001-02-29 12:00:00 BC",
            "1969-12-31 23:59:59.999999",
            "1582-10-10 10:10:10.1",
            "2024-02-29 23:59:59.999999",
            "20000-01-01 00:00:00.000001",
            "1900-01-01 00:00:00",
            "2000-01-01"),
        type("timestamp(3)", "2024-02-29 23:59:59.123456"),
        type(
            "timestamptz",
            "4714-11-24 00:00:00+00 BC",
            "294276-12-31 23:59:59.999999+00",
            "infinity",
            "-infinity",
            "0001-01-01 00:00:00+00",
            "0001-12-31 23:59:59.999999+00 BC",
            "0001-02-29 12:00:00+00 BC",
            "1890-01-01 00:00:00+00",
            "1582-10-10 10:10:10.1+00",
            "2024-03-31 02:30:00+01",
            "294247-01-10 04:00:25.2+00",
            "12345-01-01 00:00:00.000001+00",
            "1883-11-18 12:03:58-04:56:02",
            "2016-12-31 23:59:60+00"),
        type("timestamptz(0)", "2024-02-29 23:59:59.123456+00"),
        type(
            "interval",
            "1 year 2 mons -3 days 04:05:06.789",
            "-1 year +2 mons -3 days +04:05:06.789",
            "-00:00:01.5",
            "0",
            "178000000 years",
            "-178000000 years",
            "-1 mons +1 day -00:00:00.000001",
            "2147483647 mons 2147483647 days 2562047788:00:54.775806",
            "-1 day 24:00:01",
            "1 day -24:00:00",
            "00:00:00.000001",
            "-11 mons"),
        type("interval(3)", "1 day 00:00:01.123456"),
        type("interval year to month", "1 year 2 mons 3 days"),
        type("interval second(0)", "1.6"),
        type("interval[]", "{infinity,-infinity,NULL}").since(17),
        type("interval", "infinity", "-infinity", "1 day").since(17));
  }

  private static List<TypeRow> texts() {
    String controls = "=(SELECT string_agg(chr(i), '' ORDER BY i) FROM generate_series(1, 127) i)";
    String[] odd = {
      "",
      " ",
      "é漢😀𝄞\uFFFD\u202E",
      controls,
      "NULL",
      "\\N",
      "\\",
      "'\"",
      "__debezium_unavailable_value",
      "\n",
      "=chr(13) || chr(10) || chr(8232) || chr(65279) || chr(133) || chr(65534) || chr(1114111)",
      "a\\.b\t"
    };
    return List.of(
        type("text", odd).large(text("t")),
        type("varchar", odd).large(text("v")),
        type("varchar(200)", odd),
        type("char(200)", odd),
        type("char(8)", "abc", "", "        ", "  x", "\t", "é漢😀"),
        type("char", "a", "", " "),
        type("bpchar", "abc  ", "", "x").large(text("b")),
        type(
            "\"char\"",
            "x",
            "",
            " ",
            "\\",
            "'",
            "=chr(1)::\"char\"",
            "=chr(127)::\"char\"",
            "=(-23)",
            "=(-128)"),
        type("name", "a name", "", "=repeat('n', 63)", "é\"x"),
        type("text COLLATE \"C\"", "a", "B"));
  }

  private static List<TypeRow> documents() {
    return List.of(
        type(
                "json",
                "{\"b\" :  1,\n \"a\":2, \"a\": [ 1.0,null ] }",
                "null",
                " 1e400 ",
                "\"\\u0000\\ud83d\\ude00\"",
                "[]",
                "\"\"",
                "12345678901234567890.12345678901234567890",
                "-0",
                "{\"__debezium_unavailable_value\":1}")
            .large("json_build_object('k', " + text("s") + ")"),
        type(
                "jsonb",
                "{\"b\": 1.10, \"a\": [null, true]}",
                "null",
                "1e400",
                "\"\"",
                "12345678901234567890.12345678901234567890",
                "-0.0",
                "1e-200",
                "{\"\":{\"\":[]}}",
                "\"é漢😀\\u0001\\\\\"",
                "=repeat('9', 40000)")
            .large("jsonb_build_object('k', " + text("j") + ")"),
        type("jsonpath", "$.\"a\"[*] ? (@ > 1)", "strict $", "$.\"a b\".type()")
            .large("('$ ? (@ == \"' || " + text("p") + " || '\")')::jsonpath"),
        type(
                "xml",
                "<a b=\"c\">ü</a>",
                "",
                "text only",
                " <a/> ",
                "<a/><b/>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>é</a>",
                "<?xml version=\"1.0\" standalone=\"yes\"?><a/>",
                "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
                "<a><![CDATA[<>&]]></a>",
                "<!-- c --><a/>")
            .large("('<a>' || " + text("x") + " || '</a>')::xml"));
  }

  private static List<TypeRow> bits() {
    return List.of(
        type(
                "bytea",
                "\\x",
                "\\x00",
                "\\x00ff5c275c5c",
                "=convert_to('__debezium_unavailable_value', 'UTF8')",
                "=(SELECT decode(string_agg(lpad(to_hex(i), 2, '0'), ''), 'hex') FROM generate_series(0, 255) i)")
            .large("decode(repeat('00ff5c', 5000), 'hex')"),
        type("bit", "0", "1"),
        type("bit(5)", "10101", "00001", "00000"),
        type("bit(64)", "=repeat('10', 32)"),
        type("bit(1000)", "=repeat('1', 1000)", "=repeat('0', 999) || '1'"),
        type("varbit", "", "0001", "1", "0", "=repeat('011', 33)")
            .large("repeat('10110', 20000)::varbit"),
        type("varbit(70)", "1", "=repeat('01', 35)"),
        type(
            "uuid",
            "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff"));
  }

  private static List<TypeRow> network() {
    return List.of(
        type(
            "inet",
            "192.168.0.1",
            "192.168.0.1/24",
            "::1",
            "::ffff:1.2.3.4/96",
            "0.0.0.0/0",
            "10.0.0.0/32"),
        type("cidr", "10.0.0.0/8", "::/0", "192.168.0.1/32", "2001:db8::/32"),
        type("macaddr", "08:00:2b:01:02:03", "ff:ff:ff:ff:ff:ff"),
        type("macaddr8", "08:00:2b:01:02:03:04:05"));
  }

  private static List<TypeRow> shapes() {
    return List.of(
        type(
            "point",
            "(1,2.5)",
            "(NaN,Infinity)",
            "(-0,1e-300)",
            "(0.1,-Infinity)",
            "(5e-324,1.7976931348623157e308)"),
        type("line", "{1,-1,0}", "{0,-1,0.1}"),
        type("lseg", "[(1,2),(3,4)]", "[(0.1,0.2),(0.3,NaN)]"),
        type("box", "(3,4),(1,2)", "(0,0),(0,0)"),
        type("path", "[(1,2),(3,4)]", "((1,2),(3,4))", "((0,0))")
            .large(
                "('[' || (SELECT string_agg('(0.1,' || i || ')', ',') FROM generate_series(1, 1000) i) || ']')::path"),
        type("polygon", "((1,2),(3,4),(5,6))", "((0.1,0))")
            .large(
                "('(' || (SELECT string_agg('(0.1,' || i || ')', ',') FROM generate_series(1, 1000) i) || ')')::polygon"),
        type("circle", "<(1,2),3>", "<(0.1,0),0>"));
  }

  private static List<TypeRow> ranges() {
    return List.of(
        type("int4range", "[1,5)", "empty", "(,)", "[1,)", "(,5]"),
        type("int8range", "[1,9223372036854775807)", "empty"),
        type("numrange", "[1.50,NaN)", "(1.0,2.00]", "empty", "[-Infinity,Infinity]")
            .large("numrange(0, repeat('12345', 8000)::numeric)"),
        type("daterange", "[2024-01-01,2024-02-01)", "[,infinity)", "[4714-11-24 BC,)"),
        type(
            "tsrange",
            "[\"2024-01-01 00:00:00\",infinity]",
            "(,)",
            "[\"0001-01-01 00:00:00 BC\",)"),
        type(
            "tstzrange",
            "[\"2024-01-01 00:00:00+00\",infinity)",
            "[\"1883-11-18 12:03:58-04:56:02\",)",
            "empty"),
        type("int4multirange", "{[1,2),[5,7)}", "{}", "{(,)}")
            .large(
                "(SELECT range_agg(int4range(i * 2, i * 2 + 1)) FROM generate_series(1, 2000) i)"),
        type("nummultirange", "{[1.50,2.0],(3,)}", "{}"),
        type("tstzmultirange", "{[\"2024-01-01 00:00:00+00\",infinity)}"),
        type("datemultirange", "{[2024-01-01,2024-02-01)}"),
        type("float_range", "[0.1,1e300)", "(,)", "[-Infinity,NaN]", "empty"),
        type("float_multirange", "{[0.1,0.2),[1,2]}", "{}"));
  }

  private static List<TypeRow> search() {
    return List.of(
        type("tsvector", "'a':1A 'cat':2,3", "", "'it''s':1 'b\\\\c':2 'é漢'")
            .large(
                "to_tsvector('simple', (SELECT string_agg(md5(i::text), ' ') FROM generate_series(1, 1000) i))"),
        type("tsquery", "'a' & !'b' | 'c'", "", "'fat':AB <-> 'it''s':*", "'a' <3> 'b'")
            .large(
                "(SELECT string_agg(md5(i::text), ' & ') FROM generate_series(1, 40) i)::tsquery"));
  }

  private static List<TypeRow> system() {
    return List.of(
        type("oid", "4294967295", "0"),
        type("xid", "4294967295"),
        type("cid", "7"),
        type("tid", "(4294967295,65535)"),
        type("xid8", "18446744073709551615", "0"),
        type("pg_lsn", "FFFFFFFF/FFFFFFFF", "0/0", "16/B374D848"),
        type("pg_snapshot", "10:20:10,14"),
        type("txid_snapshot", "10:20:10,14"),
        type("oidvector", "1 2 3", ""),
        type("int2vector", "1 -2 3", ""),
        type("refcursor", "c", ""),
        type("regclass", "pg_class", "app.thing", "pg_catalog.pg_type", "=0", "=4000000000"),
        type("regproc", "app.work", "pg_catalog.boolin", "=0", "=4000000000"),
        type("regprocedure", "app.work(integer)", "abs(bigint)", "=0", "=4000000000"),
        type("regoper", "pg_catalog.||/", "=0", "=4000000000"),
        type("regoperator", "+(integer,integer)", "=0", "=4000000000"),
        type(
            "regtype",
            "integer",
            "app.\"Odd Type\"",
            "timestamp with time zone[]",
            "public.mood",
            "=0",
            "=4000000000"),
        type("regnamespace", "app", "pg_catalog", "=0", "=4000000000"),
        type("regrole", "postgres", "=0", "=4000000000"),
        type("regcollation", "\"C\"", "=0", "=4000000000"),
        type("regconfig", "english", "simple", "=0", "=4000000000"),
        type("regdictionary", "simple", "=0", "=4000000000"),
        type("aclitem", "postgres=r/postgres"),
        type("regclass[]", "{app.thing,pg_class,NULL,-,4000000000}"));
  }

  private static List<TypeRow> own() {
    return List.of(
        type("mood", "sad", "it's \"ok\"", "frölich", "a,b", ""),
        type("app.\"Odd Type\"", "x", "y z"),
        type("pair", "(1,\"x,\"\"y\")", "(,)", "(2,\"\")", "(,\"a\\\\b (c)\")")
            .large("ROW(1, " + text("c") + ")::pair"),
        type(
                "nest",
                "=ROW(ROW(1, 'a\"b,c'), ARRAY[ROW(NULL, NULL), ROW(2, 'NULL')]::pair[], 'it''s \"ok\"', '2024-01-01 00:00:00+00', 1.50, 'empty')",
                "(,,,,,)",
                "=ROW(NULL, '{}', NULL, 'infinity', 'NaN', '(,)')")
            .large("ROW(ROW(1, " + text("c") + "), NULL, NULL, NULL, 0.0, NULL)::nest"),
        type("nothing", "()"),
        type("app.thing", "(1)", "()"),
        type("bytes_like", "\\x00ff5c", "").large("repeat('ab', 5000)::bytes_like"),
        type("bytes_like[]", "{\"\\\\x00ff\",NULL,\"\"}"),
        type(
            "\"Odd \"\"Schema\".\"a.b c\"",
            "(-0,\"{infinity,NULL}\")",
            "=ROW('NaN', ARRAY['2024-01-01 00:00:00+00'::timestamptz])",
            "(,)"),
        type(
            "\"Odd \"\"Schema\".\"d[]\"",
            "=ARRAY[ROW(0.1, '{}')]::\"Odd \"\"Schema\".\"a.b c\"[]",
            "{}"),
        type("mood_range", "[sad,\"a,b\")", "empty", "(,\"it's \"\"ok\"\"\"]"),
        type("mood_multirange", "{[sad,\"a,b\")}", "{}"),
        type("long_range", "[1,9223372036854775807)", "empty"),
        type("odd_range", "[-0,1]", "(,)"));
  }

  private static List<TypeRow> domains() {
    return List.of(
        type("positive", "1.500", "NaN", "Infinity").large("repeat('12345', 8000)::numeric"),
        type("tiny_positive", "1.50"),
        type("label", "", "x\ty").large(text("d")),
        type("span", "-1 mons +1 day -00:00:00.000001", "1 day"),
        type("day", "infinity", "-infinity", "0044-03-15 BC", "5874897-12-31", "2024-01-01"),
        type(
            "moment",
            "infinity",
            "-infinity",
            "0044-03-15 12:00:00.5 BC",
            "294246-12-31 23:59:59.999999",
            "2024-01-01 00:00:00.000001"),
        type(
            "instant",
            "infinity",
            "-infinity",
            "0044-03-15 12:00:00.5+00 BC",
            "294276-12-31 23:59:59.999999+00",
            "2024-01-01 00:00:00.000001+00"),
        type("clock", "24:00", "00:00", "23:59:59.999999"),
        type("clockz", "24:00:00+05:30", "00:00:00.000001-15:59:59"),
        type("blob", "\\x", "\\x00ff").large("decode(repeat('00ff5c', 5000), 'hex')"),
        type("truth", "t", "f"),
        type("small", "-32768"),
        type("real_number", "NaN", "-0", "-Infinity", "0.1"),
        type("doc", "{\"a\": 1.10}", "null").large("jsonb_build_object('k', " + text("j") + ")"),
        type("raw_doc", "{\"a\" : 1.10}", "null")
            .large("json_build_object('k', " + text("j") + ")"),
        type("ident", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        type("padded", "ab", ""),
        type("place", "(0.1,NaN)"),
        type("flags", "", "0001").large("repeat('10110', 20000)::varbit"),
        type("tags", "{}", "{x,NULL,\"a,b\"}", "[0:1]={a,b}").large(array("'e' || i")),
        type("moods", "{sad,NULL,\"a,b\"}", "{}").large("array_fill('sad'::mood, ARRAY[3000])"),
        type("feeling", "sad", "a,b"),
        type("couple", "(1,x)", "(,)").large("ROW(1, " + text("c") + ")::pair"),
        type("number_list", "{1.50,NaN,NULL}", "{}").large(array("i * 1.5")));
  }

  private static List<TypeRow> arrays() {
    return List.of(
        type("bool[]", "{t,f,NULL}", "{}").large("array_fill(true, ARRAY[3000])"),
        type("int2[]", "{1,-2,NULL}").large(array("(i % 99)::int2")),
        type(
                "int[]",
                "{}",
                "{1,NULL,3}",
                "{{1,2},{3,4}}",
                "[0:1]={7,8}",
                "[-5:-4][2:3]={{1,2},{3,NULL}}",
                "{{{1},{2}},{{3},{4}}}",
                "[1:1][-2:-2][3:3][4:4][5:5][6:6]={{{{{{1}}}}}}")
            .large(array("i")),
        type("int8[]", "{9223372036854775807}").large(array("i::int8")),
        type("float4[]", "{0.1,NaN,-0,Infinity,1.4e-45}").large(array("i / 3.0::float4")),
        type("float8[]", "{0.1,NaN,-0,Infinity,5e-324,1e+300}").large(array("i / 3.0::float8")),
        type("numeric[]", "{1.50,NaN,Infinity,NULL,0.00}").large(array("i / 8.0")),
        type("numeric(10,2)[]", "{1.5,NULL}"),
        type("money[]", "{1.00,NULL,-0.01}").large(array("i::money")),
        type(
                "text[]",
                "{\"a,b\",\"NULL\",NULL,\"q\\\"\\\\\",\"\",\" \",\"{}\",é漢😀}",
                "{{a,b},{c,NULL}}",
                "{}",
                "{\"\\t\\n\"}",
                "[5:5]={x}")
            .large(array("'e' || i || ',\"'")),
        type("varchar(5)[]", "{ab,NULL}").large(array("('v' || i % 9)::varchar")),
        type("char(3)[]", "{a,NULL}").large(array("'c'::char(3)")),
        type("\"char\"[]", "{x,NULL}"),
        type("name[]", "{abc,\"x y\"}").large(array("('n' || i)::name")),
        type("bytea[]", "{\"\\\\x00ff\",NULL,\"\"}").large(array("'\\x00ff'::bytea")),
        type("date[]", "{2024-01-01,infinity,-infinity,NULL,\"0044-03-15 BC\"}")
            .large(array("date '2000-01-01' + i")),
        type("time[]", "{12:00:00,24:00:00}").large(array("time '12:00'")),
        type("timetz[]", "{24:00:00+05:30}").large(array("timetz '12:00+01'")),
        type("timestamp[]", "{\"2024-01-01 00:00:00.000001\",infinity,NULL}")
            .large(array("timestamp '2000-01-01' + i * interval '1 s'")),
        type(
                "timestamptz[]",
                "{\"2024-01-01 00:00:00.000001+00\",infinity,NULL,\"1883-11-18 12:03:58-04:56:02\"}")
            .large(array("timestamptz '2000-01-01' + i * interval '1 s'")),
        type("interval[]", "{\"1 day\",NULL,\"-1 mons +1 day\"}")
            .large(array("i * interval '1 day'")),
        type("uuid[]", "{11111111-2222-3333-4444-555555555555,NULL}")
            .large(array("md5(i::text)::uuid")),
        type("json[]", "{\"{\\\"a\\\" :  1}\",NULL,\"null\"}")
            .large(array("json_build_object('k', i)")),
        type("jsonb[]", "{\"{\\\"a\\\": 1}\",NULL,\"null\"}")
            .large(array("jsonb_build_object('k', i)")),
        type("xml[]", "{<a/>,NULL}").large(array("'<a/>'::xml")),
        type("inet[]", "{10.0.0.1/8,::1}").large(array("'10.0.0.0'::inet + i")),
        type("cidr[]", "{10.0.0.0/8}"),
        type("macaddr[]", "{08:00:2b:01:02:03}"),
        type("point[]", "{\"(1,2)\",NULL}").large(array("point(i, 0.1)")),
        type("box[]", "{(3,4),(1,2);(1,1),(0,0)}").large(array("box(point(i, 0.1), point(0, 0))")),
        type("polygon[]", "{\"((1,2),(3,4))\"}"),
        type("int4range[]", "{\"[1,2)\",empty,NULL}").large(array("int4range(i, i + 1)")),
        type("int4multirange[]", "{\"{[1,2),[5,7)}\",\"{}\"}"),
        type("tstzrange[]", "{\"[\\\"2024-01-01 00:00:00+00\\\",infinity)\"}"),
        type("bit(3)[]", "{101,NULL}").large(array("b'101'")),
        type("varbit[]", "{101,NULL,\"\"}").large(array("b'101'::varbit")),
        type("oid[]", "{4294967295}").large(array("i::oid")),
        type("tsvector[]", "{\"'a':1A\"}"),
        type("pg_lsn[]", "{16/B374D848}"),
        type("xid8[]", "{18446744073709551615}"));
  }

  private static List<TypeRow> ownArrays() {
    return List.of(
        type("mood[]", "{sad,NULL,\"it's \\\"ok\\\"\",\"\"}", "{}", "[0:0]={sad}")
            .large("array_fill('sad'::mood, ARRAY[3000])"),
        type("app.\"Odd Type\"[]", "{x,\"y z\"}"),
        type("pair[]", "{\"(1,x)\",NULL,\"(,)\"}", "{}").large(array("ROW(i, 'x')::pair")),
        type("nest[]", "=ARRAY[ROW(ROW(1, 'a\"b,c'), '{}', 'sad', NULL, 1.50, 'empty')]"),
        type("positive[]", "{1.50,NULL}", "{}").large(array("i * 1.5")),
        type("label[]", "{a,NULL,\"\"}").large(array("'e' || i")),
        type("day[]", "{infinity,2024-01-01}"),
        type("tags[]", "=ARRAY['{a,NULL}', '{}']::tags[]"),
        type("feeling[]", "{sad,NULL}"),
        type("couple[]", "{\"(1,x)\"}"),
        type("float_range[]", "{\"[0.1,1)\"}"),
        type("float_multirange[]", "{\"{[0.1,1)}\"}"));
  }

  private static List<TypeRow> extensions() {
    return List.of(
        type("hstore", "\"a\"=>NULL, \"b\"=>\"x\\\"y\"", "", "\"NULL\"=>\"NULL\", \"é\"=>\"\"")
            .large(
                "(SELECT hstore(array_agg(md5(i::text)), array_agg(i::text)) FROM generate_series(1, 500) i)")
            .with(Extension.HSTORE),
        type("hstore[]", "{\"\\\"a\\\"=>NULL\",\"\"}").with(Extension.HSTORE),
        type("citext", "MiXed", "", "\t").large(text("C")).with(Extension.CITEXT),
        type("citext[]", "{MiXed,NULL,\"\"}")
            .large(array("('E' || i)::citext"))
            .with(Extension.CITEXT),
        type("ltree", "Top.Science", "", "a_b.c")
            .large("(SELECT string_agg(md5(i::text), '.') FROM generate_series(1, 300) i)::ltree")
            .with(Extension.LTREE),
        type("lquery", "Top.*{1,2}.!x@", "*").with(Extension.LTREE),
        type("ltxtquery", "a & !b@*").with(Extension.LTREE),
        type("ltree[]", "{a.b,NULL}").with(Extension.LTREE),
        type("cube", "(0.1, 2),(3, 4)", "(1)").with(Extension.CUBE),
        type("isbn13", "978-0-393-04002-9").with(Extension.ISN),
        type("seg", "1.50 .. 2.0", "~5.0", "<1.0 .. ").with(Extension.SEG),
        type(
                "geometry",
                "SRID=4326;POINT(0.1 2)",
                "POLYGON((0 0,1 0,1 1,0 0))",
                "GEOMETRYCOLLECTION EMPTY",
                "POINT EMPTY")
            .large("ST_Buffer('POINT(0 0)'::geometry, 1, 500)")
            .with(Extension.POSTGIS),
        type("geometry(PointZM,4326)", "SRID=4326;POINT(0.1 2 3 4)").with(Extension.POSTGIS),
        type("geography", "SRID=4326;POINT(0.1 2)").with(Extension.POSTGIS),
        type("vector(3)", "[0.1,2,3]").with(Extension.VECTOR),
        type("vector", "[0.1,-0,1e-30]")
            .large("array_fill(0.1, ARRAY[3000])::vector")
            .with(Extension.VECTOR));
  }
}
