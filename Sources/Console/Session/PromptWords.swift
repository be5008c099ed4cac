import Analysis
import Diagnostics
import Presentation
import Prompt

/// What the prompt shows of the account in force.
struct PromptWords {
  let connection: Connection
  let palette: Palette

  /// Lines before the first prompt.
  /// - Parameter standardVersion: the API version where the account has none of its own.
  func banner(standardVersion: String) -> String {
    """
    pinstripe: \(connection.choice.name), \(connection.mode.words)
    chosen by \(connection.choice.source); API \(connection.stripe?.apiVersion ?? standardVersion)
    `help` helps, TAB completes, Ctrl-D leaves
    """
  }

  var prompts: REPLPrompts {
    let name = connection.choice.name
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
    case .sandbox: "an embedded Stripe"
    case .test: "test mode"
    case .live: "LIVE"
    case .unknown: "a key that does not tell its mode: treated as LIVE"
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
