package dev.retort.audit;

import java.util.Optional;

/// How people call Alembic in an environment.
///
/// @param alembic with its configuration, where that stands elsewhere and can be typed as it is
/// @param flask whether it is Flask-Migrate's, whose own folder has a configuration without a
///   script location
record AlembicCall(String alembic, boolean flask) {
  static AlembicCall of(EnvironmentAudit audit) {
    Optional<String> config = audit.change().environment().config();
    String own = audit.change().environment().scriptLocation() + "/alembic.ini";
    return new AlembicCall(
        config
            .filter(path -> path.endsWith(".ini") && !path.equals("alembic.ini"))
            .filter(AlembicCall::typeable)
            .map(path -> "alembic -c " + path)
            .orElse("alembic"),
        config.filter(own::equals).isPresent());
  }

  /// What compares the models with the database.
  String check() {
    return flask ? "flask db check" : alembic + " check";
  }

  private static boolean typeable(String path) {
    return !path.startsWith("-")
        && path.length() < 200
        && path.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "_-./".indexOf(c) >= 0);
  }
}
