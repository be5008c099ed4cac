import ArgumentParser

/// The root command; without a subcommand it runs statements.
struct PinstripeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pinstripe",
    abstract: "psql for Stripe: query, update and script the data in a Stripe account.",
    usage: """
      pinstripe [OPTIONS]                        statements from a prompt or standard input
      pinstripe [OPTIONS] FILE.stripe [ARG …]    run a script
      pinstripe [OPTIONS] -e 'STATEMENTS'        run statements; may be repeated
      pinstripe SUBCOMMAND …
      """,
    discussion: """
      The account comes from --profile, STRIPE_API_KEY, the default profile of the configuration \
      or the Stripe CLI, in this order. Without any of them, pinstripe uses an embedded sandbox \
      that needs no key.
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, CheckCommand.self, FormatCommand.self, ExplainCommand.self,
      UndoCommand.self, SandboxCommand.self, JournalCommand.self, CompletionsCommand.self,
    ],
    defaultSubcommand: RunCommand.self)
}
