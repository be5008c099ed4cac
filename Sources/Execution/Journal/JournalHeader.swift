import JSON
import Redaction

/// The identity of a journal's run: a run that resumes it must be the same in all of it.
package struct JournalHeader: Sendable, Hashable {
  /// A unique id: idempotency keys and correlation tags begin with it.
  package var id: String
  /// The time in Unix seconds at which the run began: the value of `now` in it, and in a run that
  /// resumes it.
  package var startedAt: Int
  /// The account: the sandbox's file, or Stripe's address, the key's mode and the account's id.
  package var account: String
  /// The texts of statements that the run consists of.
  package var sources: [JournalSource]
  /// The variables given from outside: `--set`, arguments, those of the prompt at that time.
  package var variables: JSONObject
  /// True if no variable was masked, so that their values can be used again.
  package var hasWholeVariables = true

  /// Creates the identity of a run with whole variables.
  package init(
    id: String, startedAt: Int, account: String, sources: [JournalSource], variables: JSONObject
  ) {
    self.id = id
    self.startedAt = startedAt
    self.account = account
    self.sources = sources
    self.variables = variables
  }

  /// Returns the differences of a run from this one, as sentences; empty if it is the same.
  package func differences(from run: JournalHeader) -> [String] {
    var found: [String] = []
    if account != run.account {
      found.append("it belongs to another account: \(account), not \(run.account)")
    }
    if sources.count != run.sources.count {
      found.append("it has \(sources.count) source texts, not \(run.sources.count)")
    }
    for (old, new) in zip(sources, run.sources) where old.text != new.text {
      found.append(old.difference(from: new))
    }
    let masked = run.variables.masked
    for name in Set(variables.keys).union(masked.keys).sorted()
    where variables[name] != masked[name] {
      let values = [variables[name], masked[name]].map { $0?.compact ?? "nothing" }
      found.append("$\(name) was \(values[0]) and is \(values[1])")
    }
    return found
  }
}

/// A text of statements as a journal keeps it, with keys and card numbers masked.
package struct JournalSource: Sendable, Hashable {
  /// The name that the text is shown under.
  package var name: String
  /// The text, masked.
  package var text: String
  /// True if another text included it with `include`.
  package var isIncluded: Bool
  /// True if nothing was masked, so that the text can be run again.
  package var isWhole: Bool

  /// Creates a source from an unmasked text.
  package init(name: String, text: String, isIncluded: Bool) {
    self.name = name
    self.isIncluded = isIncluded
    self.text = SecretMask.maskedText(text)
    isWhole = self.text == text
  }

  init(name: String, kept text: String, isIncluded: Bool, isWhole: Bool) {
    self.name = name
    self.text = text
    self.isIncluded = isIncluded
    self.isWhole = isWhole
  }

  /// Returns a sentence with the first line that differs.
  fileprivate func difference(from new: JournalSource) -> String {
    let lines = [text, new.text].map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    let same = zip(lines[0], lines[1]).prefix { $0 == $1 }.count
    let shown = lines.map { $0.dropFirst(same).first.map { "`\($0)`" } ?? "no line" }
    return "\(new.name):\(same + 1) was \(shown[0]) and is \(shown[1])"
  }
}

/// The identity of an input file when its rows were first read.
struct InputFingerprint: Sendable, Hashable {
  var path: String
  var bytes: Int
  var sha256: String

  init(path: String, bytes: Int, sha256: String) {
    self.path = path
    self.bytes = bytes
    self.sha256 = sha256
  }

  /// Returns the difference of a file as a sentence.
  func difference(from new: InputFingerprint) -> String {
    bytes == new.bytes
      ? "`\(path)` has changed since the job began"
      : "`\(path)` had \(bytes) bytes when the job began and now has \(new.bytes)"
  }
}

extension JSONObject {
  /// The object with keys and card numbers in its strings masked.
  var masked: JSONObject { SecretMask.masked(parameters: self) }
}
