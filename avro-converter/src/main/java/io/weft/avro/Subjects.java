package io.weft.avro;

import org.apache.avro.Schema;

/** The subjects of one converter's records. */
record Subjects(SubjectNames names, boolean isKey) {

  String of(String topic, Schema schema) {
    return names.subject(topic, isKey, schema);
  }

  /** The subject, as far as it is known without the schema; else null. */
  String before(String topic) {
    return names.subjectBeforeSchema(topic, isKey);
  }

  /** The part of a record, for messages. */
  String part() {
    return isKey ? "key" : "value";
  }
}
