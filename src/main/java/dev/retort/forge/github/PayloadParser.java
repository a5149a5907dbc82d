package dev.retort.forge.github;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import dev.retort.forge.MalformedPayloadException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Bytes to a JSON tree within bounds. GitHub's own payloads are about ten levels deep and their
/// numbers fit 64 bits.
final class PayloadParser {
  private static final int DEEPEST = 200;
  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_STRING = 30_000_000;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxStringLength(LONGEST_STRING)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .nodeFactory(new SaneNumbers())
          .build()
          .readerFor(JsonNode.class);

  private PayloadParser() {}

  static JsonNode parse(byte[] body) {
    JsonNode node;
    try {
      node = READER.readValue(body);
    } catch (IOException | NumberOutOfBoundsException e) {
      throw new MalformedPayloadException("The body is no JSON that can be read", e);
    }
    if (node instanceof ObjectNode) {
      return node;
    }
    throw new MalformedPayloadException(
        "The body is no JSON object", new IllegalArgumentException());
  }

  private static final class NumberOutOfBoundsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class SaneNumbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public NumericNode numberNode(double value) {
      if (!Double.isFinite(value)) {
        throw new NumberOutOfBoundsException();
      }
      return super.numberNode(value);
    }

    @Override
    public ValueNode numberNode(BigInteger value) {
      throw new NumberOutOfBoundsException();
    }

    @Override
    public ValueNode numberNode(BigDecimal value) {
      throw new NumberOutOfBoundsException();
    }
  }
}
