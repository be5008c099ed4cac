import StripeWire

@testable import AccountConfiguration

/// Keys of these tests. What must never be shown has the word in it.
let secret = "sk_test_51NeverShown0000000000abcd"

/// A small world: files, environment, and what commands print.
struct Fixture: Sendable {
  var options = AccountOptions()
  var environment = ["HOME": "/home/ann"]
  var files: [String: FileText] = [:]
  var isWatched = true
  var unreadable: Set<String> = []
  var output: [KeyCommand: String] = [:]
  /// How a command fails that prints nothing here.
  var failure = KeyCommandError.failed(status: 1)

  static let configurationPath = "/home/ann/.config/pinstripe/config.toml"
  static let stripeCLIPath = "/home/ann/.config/stripe/config.toml"

  init(_ configuration: String? = nil, isPrivate: Bool = true) {
    if let configuration {
      files[Self.configurationPath] = FileText(text: configuration, isPrivate: isPrivate)
    }
  }

  mutating func addStripeCLI(_ text: String, isPrivate: Bool = true) {
    files[Self.stripeCLIPath] = FileText(text: text, isPrivate: isPrivate)
  }

  var chooser: AccountChooser {
    let fixture = self
    let readFile: FileReader = { path throws(FileError) in
      if fixture.unreadable.contains(path) { throw FileError("permission denied") }
      return fixture.files[path]
    }
    return AccountChooser(
      options: options, environment: environment, isWatched: isWatched, readFile: readFile
    ) { command throws(KeyCommandError) in
      guard let output = fixture.output[command] else { throw fixture.failure }
      return output
    }
  }

  func choose() throws(AccountError) -> AccountChoice { try chooser.choose() }

  /// The connection, where a Stripe is chosen.
  func connection() throws -> StripeConnection? {
    guard case .stripe(let connection) = try choose().target else { return nil }
    return connection
  }
}
