import AccountConfiguration
import ArgumentParser

/// The options that choose the account.
struct AccountArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Use the account of this configuration profile.", valueName: "name"))
  var profile: String?
  @Flag(help: "Use the embedded sandbox.")
  var sandbox = false
  @Option(
    help: ArgumentHelp("Sandbox data file, or :memory:.", valueName: "path|:memory:"),
    completion: .file())
  var sandboxData: String?
  @Option(help: ArgumentHelp("Base URL of a Stripe-compatible API, without /v1.", valueName: "url"))
  var apiBase: String?
  @Option(help: ArgumentHelp("Stripe-Version header.", valueName: "version"))
  var apiVersion: String?
  @Option(
    name: .customLong("account"),
    help: ArgumentHelp("Act on behalf of a connected account.", valueName: "acct_…"))
  var connectedAccount: String?
  @Option(
    help: ArgumentHelp("Stripe-Context header (required for organization keys).", valueName: "path")
  )
  var context: String?

  /// The options as `AccountConfiguration` takes them.
  var options: AccountOptions {
    var account = AccountOptions()
    account.profile = profile
    account.sandbox = sandbox
    account.sandboxData = sandboxData
    account.apiBase = apiBase
    account.apiVersion = apiVersion
    account.account = connectedAccount
    account.context = context
    return account
  }
}
