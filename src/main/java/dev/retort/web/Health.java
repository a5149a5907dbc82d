package dev.retort.web;

import java.util.List;
import java.util.function.Supplier;

/// How the server is, for whoever restarts it and whoever sends it requests.
///
/// @param ailing why the process should be started again; empty while it need not be
/// @param waitingFor why it cannot take work now; empty where it can
public record Health(Supplier<List<String>> ailing, Supplier<List<String>> waitingFor) {}
