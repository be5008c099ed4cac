import ArgumentParser

/// The options that give statements and their variables.
struct StatementArguments: ParsableArguments {
  @Option(
    name: .customShort("e"),
    help: ArgumentHelp("Statements to run; may be repeated.", valueName: "statements"))
  var expressions: [String] = []
  @OptionGroup var variables: VariableArguments
  @Flag(help: "Do not run startup.stripe when a prompt starts.")
  var noStartup = false
}

/// The option that sets variables.
struct VariableArguments: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Set a variable; may be repeated.", valueName: "name=value"))
  var assignments: [String] = []

  /// The assignments, not yet checked.
  var given: VariableAssignments { VariableAssignments(texts: assignments) }
}
