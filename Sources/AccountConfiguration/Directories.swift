/// The directories and files of the program, by the XDG variables or else below the home.
///
/// A path is nil if neither is set. The variables must be absolute paths; relative ones are
/// ignored, as the XDG specification requires.
package struct Directories: Sendable, Hashable {
  /// The directory of `pinstripe/config.toml`, and of the Stripe CLI's own `stripe/config.toml`.
  private let configuration: String?
  private let state: String?
  private let data: String?

  /// Reads the directories from `XDG_CONFIG_HOME`, `XDG_STATE_HOME`, `XDG_DATA_HOME` and `HOME`.
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

  /// The file of profiles: `~/.config/pinstripe/config.toml`.
  package var configurationFile: String? {
    configuration.map { Self.join($0, "pinstripe/config.toml") }
  }

  /// The file of statements that run when a prompt starts: `~/.config/pinstripe/startup.stripe`.
  package var startupFile: String? {
    configuration.map { Self.join($0, "pinstripe/startup.stripe") }
  }

  /// The file that the Stripe CLI writes at login: `~/.config/stripe/config.toml`.
  package var stripeCLIFile: String? { configuration.map { Self.join($0, "stripe/config.toml") } }

  /// The file of lines typed at the prompt: `~/.local/state/pinstripe/history`.
  package var historyFile: String? { state.map { Self.join($0, "pinstripe/history") } }

  /// The directory of journals of bulk jobs: `~/.local/state/pinstripe/journals`.
  package var journals: String? { state.map { Self.join($0, "pinstripe/journals") } }

  /// The file of the embedded sandbox's data: `~/.local/share/pinstripe/sandbox.sqlite`.
  package var sandboxFile: String? { dataFile("sandbox.sqlite") }

  /// Returns the path of a file in the data directory; an absolute path is returned unchanged.
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
