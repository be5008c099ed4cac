import Analysis
import Expressions

extension CompletionContext.Entry {
  /// The settings that `set` takes, with the values they accept.
  package static var settings: [Self] {
    Setting.allCases.map { setting in
      Self(name: setting.rawValue, description: setting.purpose, values: values(of: setting))
    }
  }

  /// The functions that an expression can call.
  package static var functions: [Self] {
    Function.allCases.map {
      Self(name: $0.rawValue, description: $0.signature.summary)
    }
  }

  private static func values(of setting: Setting) -> [String] {
    switch setting.values {
    case .word(let words): words
    case .boolean: ["true", "false"]
    case .zone: ClockZone.names
    case .integer, .number, .text: []
    }
  }
}
