package dev.retort.bench;

import dev.retort.Server;
import dev.retort.bot.Patience;
import dev.retort.cli.CommandLine;
import dev.retort.cli.ServeCommand;
import dev.retort.forge.github.Timeouts;
import dev.retort.web.ServerSettings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `retort serve` without the spacing of an installation's writes: everything here is one
/// installation's, so that nothing but the spacing would be measured.
final class UnspacedServer {
  /// As usual, but nothing is spaced.
  static final Patience PATIENCE =
      new Patience(
          Patience.USUAL.first(),
          Patience.USUAL.longest(),
          Patience.USUAL.silent(),
          Patience.USUAL.missing(),
          Patience.USUAL.settling(),
          Patience.USUAL.repairing(),
          List.of());

  private UnspacedServer() {}

  static void main(String[] args) {
    ServeCommand serve =
        new ServeCommand(
            (environment, _) ->
                Server.start(ServerSettings.from(environment), Timeouts.USUAL, PATIENCE),
            System.getenv());
    int exit =
        new CommandLine(
                List.of(serve),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .execute(args);
    System.exit(exit);
  }
}
