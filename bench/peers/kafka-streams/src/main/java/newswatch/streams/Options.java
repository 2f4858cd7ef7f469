package newswatch.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Words of the command line, `name=value` each; those that begin with `kafka.` are for Kafka. */
final class Options {
  private static final String FOR_KAFKA = "kafka.";

  private final Map<String, String> values = new HashMap<>();

  Options(String[] arguments) {
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length < 2) {
        throw new IllegalArgumentException("\"" + argument + "\" is not of the form name=value");
      }
      values.put(parts[0], parts[1]);
    }
  }

  String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the option \"" + name + "\" is missing: say " + name + "=…");
    }
    return value;
  }

  Properties kafka() {
    Properties properties = new Properties();
    values.forEach((name, value) -> {
      if (name.startsWith(FOR_KAFKA)) {
        properties.setProperty(name.substring(FOR_KAFKA.length()), value);
      }
    });
    return properties;
  }
}
