import AccountConfiguration
import Diagnostics
import Presentation
import Prompt

/// The texts of the prompt that depend on the current account.
struct PromptWords {
  let connection: Connection
  let palette: Palette

  /// The account's name, made safe for a terminal because it comes from a file.
  private var name: String { TerminalText.sanitised(connection.choice.name) }

  /// Returns the lines before the first prompt.
  /// - Parameter standardVersion: the API version of an account that does not set one.
  func banner(standardVersion: String) -> String {
    """
    pinstripe: \(name), \(connection.mode.words)
    \(TerminalText.sanitised(connection.choice.source.sentence)) API version \
    \(connection.stripe?.apiVersion ?? standardVersion).
    Type `help` for help, Tab to complete, Ctrl-D to exit.
    """
  }

  /// True if the account is an embedded sandbox that holds nothing.
  var isEmptySandbox: Bool { connection.opened.sampleData?.isMissing() ?? false }

  /// What is said of an empty sandbox.
  static let emptySandbox = "The sandbox is empty. Type `sandbox seed` to add sample data."

  var prompts: REPLPrompts {
    let label = connection.mode == .sandbox ? name : "\(name) \(connection.mode.promptWord)"
    let shown = connection.isLive ? palette.paint(label, .error) : label
    let width = max(0, DisplayWidth.of(label) - 3)
    return REPLPrompts(
      primary: "\(shown)> ", continuation: String(repeating: " ", count: width) + "...> ")
  }

  /// The prompts when no account can be opened.
  static let withoutAccount = REPLPrompts(
    primary: "pinstripe> ", continuation: "     ...> ")
}

extension Connection.Mode {
  fileprivate var words: String {
    switch self {
    case .sandbox: "a local simulation of Stripe"
    case .test: "test mode"
    case .live: "LIVE"
    case .unknown: "key mode unknown; treated as LIVE"
    }
  }

  fileprivate var promptWord: String {
    switch self {
    case .sandbox: ""
    case .test: "test"
    case .live, .unknown: "LIVE"
    }
  }
}

extension AccountSource {
  /// A sentence of the banner about the source of the account.
  fileprivate var sentence: String {
    switch self {
    case .sandboxOption: "Using the embedded sandbox (--sandbox)."
    // The reason was printed when the account was chosen.
    case .nothingFound: "Using the embedded sandbox."
    case .profile, .environmentKey, .stripeCLI: "Using \(self)."
    }
  }
}
