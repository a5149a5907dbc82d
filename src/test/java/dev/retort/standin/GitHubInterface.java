package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// GitHub's own description of its REST interface: which requests there are, and what they and
/// their answers look like.
final class GitHubInterface {
  private static final String ROOT = "https://interface.invalid/github";

  /// Described so that no answer can fit: an account must be a user and an enterprise at once.
  private static final Set<String> MISDESCRIBED = Set.of("apps/list-installations");

  private static final GitHubInterface LOADED = new GitHubInterface();

  /// A request that GitHub knows.
  record Operation(
      String id,
      String method,
      PathTemplate template,
      Map<String, JsonNode> parameters,
      Set<String> queryNames,
      Set<String> requiredQuery,
      boolean takesBody,
      boolean needsBody) {}

  /// @param path the values of its parameters, decoded
  record Match(Operation operation, Map<String, String> path) {}

  private final List<Operation> operations = new ArrayList<>();
  private final SchemaRegistry registry;
  private final ObjectNode document;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private GitHubInterface() {
    JsonNode source = Json.resource("/github/interface.json.gz");
    JsonSchemas plain = new JsonSchemas("#/parts/named.", false);
    JsonSchemas strict = new JsonSchemas("#/parts/strict.", true);
    ObjectNode definitions = Json.object();
    source
        .at("/components/schemas")
        .properties()
        .forEach(field -> {
          definitions.set("named." + field.getKey(), plain.convert(field.getValue()));
          definitions.set("strict." + field.getKey(), strict.convert(field.getValue()));
        });
    source
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method -> {
                  Operation operation =
                      operation(source, path.getKey(), method.getKey(), method.getValue());
                  operations.add(operation);
                  definitions.setAll(schemas(source, operation, method.getValue(), plain, strict));
                }));
    // Where several templates match, the one with more literal text is meant.
    operations.sort(
        Comparator.comparing(
            (Operation each) -> each.template().literal(), Comparator.reverseOrder()));
    document =
        Json.object(
            "$id", ROOT,
            "$schema", "https://json-schema.org/draft/2020-12/schema",
            "parts", definitions);
    registry =
        SchemaRegistry.withDefaultDialect(
            // A keyword of our own: under `$defs` the validator would unfold everything at once.
            Dialect.builder(Dialects.getDraft202012())
                .keyword(new NonValidationKeyword("parts"))
                .build(),
            builder -> builder.schemas(Map.of(ROOT, document.toString())));
  }

  static GitHubInterface loaded() {
    return LOADED;
  }

  private static Operation operation(
      JsonNode source, String template, String method, JsonNode node) {
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    Set<String> query = new HashSet<>();
    Set<String> required = new HashSet<>();
    for (JsonNode listed : node.path("parameters")) {
      JsonNode parameter =
          listed.has("$ref") ? source.at(listed.get("$ref").asText().substring(1)) : listed;
      String name = parameter.get("name").asText();
      parameters.put(name, parameter.get("schema"));
      if (parameter.get("in").asText().equals("query")) {
        query.add(name);
        if (parameter.path("required").asBoolean()) {
          required.add(name);
        }
      }
    }
    JsonNode body = node.path("requestBody");
    return new Operation(
        node.get("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        PathTemplate.of(template),
        parameters,
        query,
        required,
        !body.isMissingNode(),
        body.path("required").asBoolean());
  }

  private static ObjectNode schemas(
      JsonNode source, Operation operation, JsonNode node, JsonSchemas plain, JsonSchemas strict) {
    ObjectNode all = Json.object();
    JsonNode body = node.at("/requestBody/content/application~1json/schema");
    if (!body.isMissingNode()) {
      all.set(operation.id() + ".request", strict.convert(body));
    }
    operation
        .parameters()
        .forEach((name, schema) ->
            all.set(operation.id() + ".parameter." + name, plain.convert(schema)));
    node.get("responses")
        .properties()
        .forEach(field -> {
          JsonNode response = field.getValue();
          if (response.has("$ref")) {
            response = source.at(response.get("$ref").asText().substring(1));
          }
          JsonNode schema = response.at("/content/application~1json/schema");
          all.set(
              operation.id() + ".response." + field.getKey(),
              schema.isMissingNode() ? Json.object() : plain.convert(schema));
        });
    return all;
  }

  /// @param rawPath as it was sent, still encoded
  Optional<Match> match(String method, String rawPath) {
    for (Operation operation : operations) {
      Optional<Map<String, String>> values =
          operation.method().equals(method)
              ? operation.template().values(rawPath)
              : Optional.empty();
      if (values.isPresent()) {
        return Optional.of(new Match(operation, values.get()));
      }
    }
    return Optional.empty();
  }

  /// What is wrong with a request's parameters and body; empty where nothing is.
  List<String> faults(Match match, Map<String, String> query, Optional<JsonNode> body) {
    Operation operation = match.operation();
    List<String> faults = new ArrayList<>();
    match.path().forEach((name, value) -> faults.addAll(parameter(operation, name, value)));
    query.forEach((name, value) -> {
      if (operation.queryNames().contains(name)) {
        faults.addAll(parameter(operation, name, value));
      } else {
        faults.add("unknown query parameter " + name);
      }
    });
    operation.requiredQuery().stream()
        .filter(name -> !query.containsKey(name))
        .forEach(name -> faults.add("query parameter " + name + " is missing"));
    if (body.isPresent() && !operation.takesBody()) {
      if (!body.get().isEmpty()) {
        faults.add("a body where GitHub takes none");
      }
    } else if (body.isPresent()) {
      faults.addAll(bodyFaults(operation, body.get()));
    } else if (operation.needsBody()) {
      faults.add("the body is missing");
    }
    return faults;
  }

  List<String> bodyFaults(Operation operation, JsonNode body) {
    return validate(operation.id() + ".request", body, "body");
  }

  /// What is wrong with an answer of ours. Where a fork was deleted GitHub sends null for the
  /// head's repository, whatever its description says.
  List<String> responseFaults(Operation operation, int status, Optional<JsonNode> body) {
    String name = operation.id() + ".response." + status;
    if (MISDESCRIBED.contains(operation.id())) {
      return List.of();
    }
    if (!document.get("parts").has(name)) {
      // Refusals by the gate are not listed for every operation.
      return status >= 400 ? List.of() : List.of("GitHub does not answer " + status);
    }
    return body.map(json -> validate(name, json, "answer")).orElse(List.of()).stream()
        .filter(fault -> !(fault.contains("/head/repo: ") && fault.contains("null")))
        .toList();
  }

  private List<String> parameter(Operation operation, String name, String value) {
    JsonNode schema = operation.parameters().get(name);
    JsonNode typed = Json.value(value);
    if (schema != null && schema.path("type").asText().equals("integer")) {
      try {
        typed = Json.value(Long.parseLong(value));
      } catch (NumberFormatException e) {
        return List.of("parameter " + name + " is no integer: " + value);
      }
    } else if (schema != null && schema.path("type").asText().equals("boolean")) {
      typed = Json.value(value.equals("true") ? true : value.equals("false") ? false : value);
    }
    return schema == null
        ? List.of()
        : validate(operation.id() + ".parameter." + name, typed, "parameter " + name);
  }

  private List<String> validate(String definition, JsonNode value, String what) {
    Schema schema =
        schemas.computeIfAbsent(
            definition,
            key -> registry.getSchema(SchemaLocation.of(ROOT + "#/parts/" + escape(key))));
    return schema
        .validate(
            value,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(error -> what + " " + error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
