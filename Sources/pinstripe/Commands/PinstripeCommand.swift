import ArgumentParser

/// The root command; without a subcommand it runs statements.
struct PinstripeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pinstripe",
    abstract: "psql for Stripe: query, update and script the data in a Stripe account.",
    usage: """
      pinstripe [OPTIONS]                        statements from a prompt or standard input
      pinstripe [OPTIONS] STATEMENT …            run one statement: pinstripe list customers limit 5
      pinstripe [OPTIONS] FILE.stripe [ARG …]    run a script
      pinstripe [OPTIONS] -e 'STATEMENTS'        run statements; may be repeated
      pinstripe SUBCOMMAND …
      """,
    discussion: """
      The account comes from --profile, STRIPE_API_KEY, the default profile of the configuration \
      or the Stripe CLI, in this order. Without any of them, pinstripe uses an embedded sandbox \
      that needs no key.

      Examples:
        pinstripe 'query invoices where status = "draft" limit 20'
        pinstripe get customer cus_123 --format json
        pinstripe -e 'query charges where created in last month' | jq .amount
        pinstripe fix.stripe january.csv --dry-run
        pinstripe sandbox seed && pinstripe --sandbox
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, CheckCommand.self, TestCommand.self, FormatCommand.self,
      ExplainCommand.self, UndoCommand.self, JournalCommand.self, SandboxCommand.self,
      LanguageServerCommand.self, AgentServerCommand.self, CompletionsCommand.self,
      CompleteCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: RunCommand.self)
}
