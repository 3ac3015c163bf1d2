package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.connectors.PostgresSourceConnector;
import io.weft.it.env.SharedCluster;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person reads who deploys a source connector over REST that would break a promise. */
class RefusedSettingsIT {

  @Test
  void transformThatDropsRecordsIsRefusedWithTheReason() throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("connector.class", PostgresSourceConnector.class.getName());
    settings.put("exactly.once.support", "required");
    settings.put("transaction.boundary", "connector");
    settings.put("topic.prefix", "refused");
    settings.put("topic.creation.default.partitions", "1");
    settings.put("topic.creation.default.replication.factor", "1");
    settings.put("database.hostname", "127.0.0.1");
    settings.put("database.user", "nobody");
    settings.put("database.dbname", "nothing");
    settings.put("transforms", "f");
    settings.put("transforms.f.type", "org.apache.kafka.connect.transforms.Filter");

    List<String> errors = SharedCluster.get().connect().validate("refused", settings);

    assertThat(errors)
        .anySatisfy(
            error -> assertThat(error).startsWith("transforms.f.type: ").contains("drops records"));
  }
}
