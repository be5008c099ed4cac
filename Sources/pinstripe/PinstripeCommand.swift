import ArgumentParser

/// The command line's root: without a subcommand it runs statements.
struct PinstripeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pinstripe",
    abstract: "psql for Stripe: query, update and script the data in a Stripe account.",
    usage: """
      pinstripe [OPTIONS]                        statements at a prompt, or of standard input
      pinstripe [OPTIONS] FILE.stripe [ARG …]    run a script
      pinstripe [OPTIONS] -e 'STATEMENTS'        run statements; may be repeated
      pinstripe SUBCOMMAND …
      """,
    discussion: """
      The account is the one of --profile, STRIPE_API_KEY, the configuration's default profile or \
      the Stripe CLI's, and with none of these an embedded sandbox that needs no key.
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, CheckCommand.self, FormatCommand.self, ExplainCommand.self,
      UndoCommand.self, SandboxCommand.self, JournalCommand.self, CompletionsCommand.self,
    ],
    defaultSubcommand: RunCommand.self)
}
