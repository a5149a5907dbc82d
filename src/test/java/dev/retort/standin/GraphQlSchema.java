package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.ExecutionInput;
import graphql.ParseAndValidate;
import graphql.Scalars;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// GitHub's GraphQL interface as far as it is used: which queries there are.
final class GraphQlSchema {
  private static final Set<String> FIELDS = Set.of("query", "operationName", "variables");
  private static final TypeDefinitionRegistry TYPES = types();
  private static final GraphQLScalarType OBJECT_ID =
      GraphQLScalarType.newScalar()
          .name("GitObjectID")
          .coercing(Scalars.GraphQLString.getCoercing())
          .build();

  /// For reading alone; nothing answers it.
  private static final GraphQLSchema BARE =
      executable(wiring ->
          wiring
              .type("Actor", type -> type.typeResolver(_ -> null))
              .type("Minimizable", type -> type.typeResolver(_ -> null))
              .type("GitObject", type -> type.typeResolver(_ -> null)));

  private GraphQlSchema() {}

  private static TypeDefinitionRegistry types() {
    try (var stream = GraphQlSchema.class.getResourceAsStream("/github/schema.graphqls")) {
      if (stream == null) {
        throw new IllegalStateException("no test resource /github/schema.graphqls");
      }
      Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8);
      return new SchemaParser().parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static GraphQLSchema executable(UnaryOperator<RuntimeWiring.Builder> wiring) {
    return new SchemaGenerator()
        .makeExecutableSchema(
            TYPES, wiring.apply(RuntimeWiring.newRuntimeWiring().scalar(OBJECT_ID)).build());
  }

  static boolean isAt(String method, String path) {
    return method.equals("POST") && (path.equals("/graphql") || path.equals("/api/graphql"));
  }

  static ExecutionInput.Builder input(JsonNode body) {
    @SuppressWarnings("unchecked")
    Map<String, Object> variables =
        body.path("variables").isObject()
            ? Json.MAPPER.convertValue(body.get("variables"), Map.class)
            : Map.of();
    return ExecutionInput.newExecutionInput()
        .query(body.path("query").asText())
        .operationName(body.path("operationName").textValue())
        .variables(variables);
  }

  /// What is wrong with a request's body, before anything is done.
  static List<String> faults(JsonNode body) {
    List<String> faults = new ArrayList<>();
    body.fieldNames()
        .forEachRemaining(name -> {
          if (!FIELDS.contains(name)) {
            faults.add("unknown field " + name);
          }
        });
    if (!body.path("query").isTextual()) {
      faults.add("no query");
      return faults;
    }
    ParseAndValidate.parseAndValidate(BARE, input(body).build())
        .getErrors()
        .forEach(error -> faults.add(error.getMessage()));
    return faults;
  }
}
