package io.weft.avro;

import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Under which subject a record's schema is registered: Confluent's three strategies. */
enum SubjectNames {
  TOPIC_NAME_STRATEGY("TopicNameStrategy") {
    @Override
    String subject(String topic, boolean isKey, Schema schema) {
      return topic + (isKey ? "-key" : "-value");
    }

    @Override
    String subjectBeforeSchema(String topic, boolean isKey) {
      return subject(topic, isKey, null);
    }
  },
  RECORD_NAME_STRATEGY("RecordNameStrategy") {
    @Override
    String subject(String topic, boolean isKey, Schema schema) {
      return recordName(schema);
    }
  },
  TOPIC_RECORD_NAME_STRATEGY("TopicRecordNameStrategy") {
    @Override
    String subject(String topic, boolean isKey, Schema schema) {
      return topic + "-" + recordName(schema);
    }
  };

  private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

  private final String className;

  SubjectNames(String className) {
    this.className = className;
  }

  abstract String subject(String topic, boolean isKey, Schema schema);

  /** The subject, as far as it is known without the schema; else null. */
  String subjectBeforeSchema(String topic, boolean isKey) {
    return null;
  }

  String recordName(Schema schema) {
    if (schema.getType() == Schema.Type.RECORD) {
      return schema.getFullName();
    }
    throw new DataException(
        className
            + " names subjects after records, and this schema is of type "
            + schema.getName()
            + ". Use TopicNameStrategy.");
  }

  /** The strategy's name, and the name of Confluent's class. */
  static List<String> settings() {
    return Arrays.stream(values())
        .flatMap(each -> List.of(each.className, CONFLUENT_PACKAGE + each.className).stream())
        .toList();
  }

  static SubjectNames of(String setting) {
    String className =
        setting.startsWith(CONFLUENT_PACKAGE)
            ? setting.substring(CONFLUENT_PACKAGE.length())
            : setting;
    return Arrays.stream(values())
        .filter(each -> each.className.equals(className))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No strategy " + setting));
  }
}
