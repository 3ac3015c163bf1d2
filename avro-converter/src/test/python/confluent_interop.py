"""Reads or writes a topic with Confluent's own Python serializers, for PythonInteropTest.

    confluent_interop.py check
    confluent_interop.py read  BOOTSTRAP_SERVERS REGISTRY_URL TOPIC COUNT
    confluent_interop.py write BOOTSTRAP_SERVERS REGISTRY_URL TOPIC

Reading prints one line of JSON for each record. Needs Debian's packages python3-confluent-kafka,
python3-avro and python3-requests.
"""

import json
import sys
import time

from confluent_kafka import TopicPartition, avro

SECONDS = 30

KEY = avro.loads('{"type": "long"}')

VALUE = avro.loads(
    json.dumps(
        {
            "type": "record",
            "name": "Reading",
            "namespace": "interop",
            "fields": [
                {"name": "sensor", "type": "string"},
                {"name": "celsius", "type": ["null", "double"], "default": None},
                {"name": "raw", "type": "bytes"},
                {"name": "tags", "type": {"type": "array", "items": "string"}},
                {"name": "counts", "type": {"type": "map", "values": "long"}},
                {
                    "name": "state",
                    "type": {"type": "enum", "name": "State", "symbols": ["ON", "OFF"]},
                },
                {"name": "any", "type": ["null", "long", "string"], "default": None},
                {
                    "name": "place",
                    "type": {
                        "type": "record",
                        "name": "Place",
                        "fields": [{"name": "floor", "type": "int"}],
                    },
                },
            ],
        }
    )
)

RECORDS = [
    {
        "sensor": "grün 😀",
        "celsius": -0.5,
        "raw": b"\x00\xff",
        "tags": ["a", "b"],
        "counts": {"k": 2**40},
        "state": "OFF",
        "any": "text",
        "place": {"floor": -3},
    },
    {
        "sensor": "",
        "celsius": None,
        "raw": b"",
        "tags": [],
        "counts": {},
        "state": "ON",
        "any": 7,
        "place": {"floor": 2**31 - 1},
    },
]


def text(value):
    """What JSON has no type for."""
    return value.hex() if isinstance(value, bytes) else str(value)


def read(servers, registry, topic, count):
    consumer = avro.AvroConsumer(
        {
            "bootstrap.servers": servers,
            "schema.registry.url": registry,
            "group.id": "interop",
            "enable.auto.commit": False,
        }
    )
    consumer.assign([TopicPartition(topic, 0, 0)])
    end = time.monotonic() + SECONDS
    found = 0
    while found < count and time.monotonic() < end:
        message = consumer.poll(1)
        if message is None:
            continue
        if message.error():
            raise RuntimeError(str(message.error()))
        print(json.dumps({"key": message.key(), "value": message.value()}, default=text))
        found += 1
    consumer.close()
    if found < count:
        raise RuntimeError("found %d of %d records" % (found, count))


def write(servers, registry, topic):
    producer = avro.AvroProducer(
        {"bootstrap.servers": servers, "schema.registry.url": registry},
        default_key_schema=KEY,
        default_value_schema=VALUE,
    )
    for number, record in enumerate(RECORDS):
        producer.produce(topic=topic, key=number, value=record)
    if producer.flush(SECONDS):
        raise RuntimeError("not all records were written")


if __name__ == "__main__":
    if sys.argv[1] == "read":
        read(sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))
    elif sys.argv[1] == "write":
        write(*sys.argv[2:5])
