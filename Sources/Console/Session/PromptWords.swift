import AccountConfiguration
import Diagnostics
import Presentation
import Prompt

/// What the prompt shows of the account in force.
struct PromptWords {
  let connection: Connection
  let palette: Palette

  /// The account's name for a terminal: it comes from a file.
  private var name: String { TerminalText.sanitised(connection.choice.name) }

  /// Lines before the first prompt.
  /// - Parameter standardVersion: the API version where the account has none of its own.
  func banner(standardVersion: String) -> String {
    """
    pinstripe: \(name), \(connection.mode.words)
    \(TerminalText.sanitised(connection.choice.source.sentence)) API version \
    \(connection.stripe?.apiVersion ?? standardVersion).
    Type `help` for help, Tab to complete, Ctrl-D to exit.
    """
  }

  var prompts: REPLPrompts {
    let label = connection.mode == .sandbox ? name : "\(name) \(connection.mode.promptWord)"
    let shown = connection.isLive ? palette.paint(label, .error) : label
    let width = max(0, DisplayWidth.of(label) - 3)
    return REPLPrompts(
      primary: "\(shown)> ", continuation: String(repeating: " ", count: width) + "...> ")
  }

  /// The prompts where no account can be opened.
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
  /// Where the account comes from, as the banner says it.
  fileprivate var sentence: String {
    switch self {
    case .sandboxOption: "Using the embedded sandbox (--sandbox)."
    // Why it is used was said when it was chosen.
    case .nothingFound: "Using the embedded sandbox."
    case .profile, .environmentKey, .stripeCLI: "Using \(self)."
    }
  }
}
