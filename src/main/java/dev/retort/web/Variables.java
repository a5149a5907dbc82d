package dev.retort.web;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Environment variables, or the files that they name. An empty variable counts as not set.
record Variables(Map<String, String> environment) {
  private static final long LARGEST_FILE = 64 * 1024;

  String get(String name) {
    return find(name)
        .orElseThrow(
            () -> new SettingsException(name + " is not set; set it, or " + name + "_FILE."));
  }

  /// @throws SettingsException naming all that are not set
  void require(String... names) {
    var missing =
        Stream.of(names).filter(name -> plain(name).isEmpty() && file(name).isEmpty()).toList();
    if (missing.size() > 1) {
      throw new SettingsException(
          String.join(", ", missing)
              + " are not set; set each, or the same name with _FILE and a path.");
    }
  }

  Optional<String> find(String name) {
    var file = file(name);
    return file.isPresent() ? Optional.of(content(name + "_FILE", file.get())) : plain(name);
  }

  boolean isSet(String name) {
    return plain(name).isPresent() || plain(name + "_FILE").isPresent();
  }

  /// The file that a variable's value lies in, where it is given so.
  Optional<Path> file(String name) {
    var file = plain(name + "_FILE");
    if (file.isPresent() && plain(name).isPresent()) {
      throw new SettingsException(name + " and " + name + "_FILE are both set; set one of them.");
    }
    try {
      return file.map(Path::of);
    } catch (InvalidPathException e) {
      throw new SettingsException(name + "_FILE is no path.");
    }
  }

  private Optional<String> plain(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  static String content(String name, Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new SettingsException(name + ": " + file + " is a folder; name the file in it.");
      }
      if (Files.size(file) > LARGEST_FILE) {
        throw new SettingsException(name + ": " + file + " is larger than 64 KB.");
      }
      var content = Files.readString(file).strip();
      if (content.isEmpty()) {
        throw new SettingsException(name + ": " + file + " is empty.");
      }
      return content;
    } catch (CharacterCodingException e) {
      throw new SettingsException(name + ": " + file + " is no text.");
    } catch (IOException e) {
      throw unreadable(name, file);
    }
  }

  /// What a file that cannot be read has wrong with it.
  static SettingsException unreadable(String name, Path file) {
    String why =
        Files.notExists(file)
            ? "does not exist"
            : Files.isReadable(file) ? "cannot be read" : "cannot be read: permission denied";
    return new SettingsException(name + ": " + file + " " + why + ".");
  }
}
