/// A program that prints a key as its first line.
package struct KeyCommand: Sendable, Hashable {
  /// The program's absolute path and its arguments.
  package let arguments: [String]

  /// A command as a profile's `api_key_cmd` has it, for the shell.
  static func shell(_ command: String) -> KeyCommand {
    KeyCommand(arguments: ["/bin/sh", "-c", command])
  }

  /// The system's keyring, asked for what was stored as service `pinstripe`.
  static func keyring(profile: String) -> KeyCommand {
    #if os(macOS)
      KeyCommand(arguments: [
        "/usr/bin/security", "find-generic-password", "-s", "pinstripe", "-a", profile, "-w",
      ])
    #else
      KeyCommand(arguments: [
        "/usr/bin/env", "secret-tool", "lookup", "service", "pinstripe", "profile", profile,
      ])
    #endif
  }

  /// What asks the keyring, in words that help to get it.
  static var keyringTool: String {
    #if os(macOS)
      "the program /usr/bin/security"
    #else
      "the program secret-tool (of the package libsecret-tools or libsecret)"
    #endif
  }

  /// The command by which a person puts a profile's key into the keyring; it asks for the key.
  static func storing(profile: String) -> String {
    let name = profile.shellWord
    #if os(macOS)
      return "security add-generic-password -s pinstripe -a \(name) -w"
    #else
      return "secret-tool store --label=pinstripe service pinstripe profile \(name)"
    #endif
  }
}

/// Why a command gave no key. What it printed is not repeated: it may be the key.
package enum KeyCommandError: Error, Sendable, Hashable, CustomStringConvertible {
  case notStarted(program: String)
  case failed(status: Int32)
  case killed(signal: Int32)
  case timedOut
  case tooMuchOutput

  package var description: String {
    switch self {
    case .notStarted(let program): "\(program) cannot be started"
    case .failed(127): "the command was not found (exit 127)"
    case .failed(let status): "the command failed (exit \(status))"
    case .killed(let signal): "the command was terminated by signal \(signal)"
    case .timedOut: "the command timed out"
    case .tooMuchOutput: "the command printed more than one key"
    }
  }
}

/// Runs a command and gives what it printed.
package typealias KeyCommandRunner =
  @Sendable (KeyCommand) throws(KeyCommandError) -> String
