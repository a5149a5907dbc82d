package dev.retort.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Our own records as text: what jobs and intents carry.
public final class Payload {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Payload() {}

  public static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of ours does not write as JSON", e);
    }
  }

  public static <T> T read(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was stored is no " + type.getSimpleName(), e);
    }
  }
}
