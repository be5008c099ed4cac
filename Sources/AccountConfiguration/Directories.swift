/// Where the program keeps its files, by the XDG variables and, without them, below the home.
///
/// A place is nil where neither is set. The variables must hold absolute paths; others do not
/// count, as the XDG specification has it.
package struct Directories: Sendable, Hashable {
  /// Holds `pinstripe/config.toml`, and the Stripe CLI's own `stripe/config.toml`.
  private let configuration: String?
  private let state: String?
  private let data: String?

  package init(environment: [String: String]) {
    func path(_ variable: String, _ belowHome: String) -> String? {
      func absolute(_ name: String) -> String? {
        environment[name].flatMap { $0.hasPrefix("/") ? Self.withoutSlash($0) : nil }
      }
      return absolute(variable) ?? absolute("HOME").map { Self.join($0, belowHome) }
    }
    configuration = path("XDG_CONFIG_HOME", ".config")
    state = path("XDG_STATE_HOME", ".local/state")
    data = path("XDG_DATA_HOME", ".local/share")
  }

  /// The profiles: `~/.config/pinstripe/config.toml`.
  package var configurationFile: String? {
    configuration.map { Self.join($0, "pinstripe/config.toml") }
  }

  /// What the Stripe CLI wrote when it logged in: `~/.config/stripe/config.toml`.
  package var stripeCLIFile: String? { configuration.map { Self.join($0, "stripe/config.toml") } }

  /// The lines typed at the prompt: `~/.local/state/pinstripe/history`.
  package var historyFile: String? { state.map { Self.join($0, "pinstripe/history") } }

  /// The journals of bulk jobs: `~/.local/state/pinstripe/journals`.
  package var journals: String? { state.map { Self.join($0, "pinstripe/journals") } }

  /// The embedded sandbox's data: `~/.local/share/pinstripe/sandbox.sqlite`.
  package var sandboxFile: String? { dataFile("sandbox.sqlite") }

  /// A file in the data directory; an absolute path stands for itself.
  package func dataFile(_ path: String) -> String? {
    guard !path.hasPrefix("/") else { return path }
    return data.map { Self.join($0, "pinstripe/\(path)") }
  }

  private static func withoutSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? withoutSlash(String(path.dropLast())) : path
  }

  private static func join(_ directory: String, _ path: String) -> String {
    directory == "/" ? "/\(path)" : "\(directory)/\(path)"
  }
}
