import Analysis
import ArgumentParser
import Console
import Diagnostics
import JSON

/// A setting as an option of the command line gives it.
struct GivenSetting {
  let setting: Setting
  let option: String
  /// The value; nil if the option is not given.
  let value: JSONValue?

  init(_ setting: Setting, _ option: String, _ text: String?) {
    (self.setting, self.option, value) = (setting, option, text.map(JSONValue.string))
  }

  /// Creates the setting of a flag, which only turns something on.
  init(_ setting: Setting, _ option: String, isOn: Bool) {
    (self.setting, self.option, value) = (setting, option, isOn ? true : nil)
  }
}

extension SessionSettings {
  /// Creates the settings that options give; all others have their default values.
  /// - Throws: `ValidationError` if the value of an option is not one that its setting takes.
  init(_ given: [GivenSetting]) throws {
    self.init()
    for item in given {
      guard let value = item.value else { continue }
      guard set(item.setting, to: value, from: item.option) else {
        throw ValidationError(
          "\(item.option) takes \(item.setting.expectation), got `\(value.string ?? value.compact)`"
            + item.setting.suggestion(for: value))
      }
    }
  }
}

extension Setting {
  /// The words that the setting takes, for completion; empty if it takes others too.
  var words: [String] {
    if case .word(let words) = values { words } else { [] }
  }

  /// Returns "; did you mean `csv`?" if the value resembles one of the setting's words, else "".
  fileprivate func suggestion(for value: JSONValue) -> String {
    guard let text = value.string, let nearest = NearestName.of(text, among: words) else {
      return ""
    }
    return "; did you mean `\(nearest)`?"
  }
}
