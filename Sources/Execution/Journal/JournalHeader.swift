import Crypto
import JSON
import Redaction

/// What a journal belongs to: a resumed run must be the same in all of it.
package struct JournalHeader: Sendable, Hashable {
  /// A name nothing else has: idempotency keys and marks begin with it.
  package var id: String
  /// Unix seconds at which the run began: what `now` means in it, and in a run that resumes it.
  package var startedAt: Int
  /// Whose data: the sandbox's file, or Stripe's address, the key's mode, the account.
  package var account: String
  package var sources: [JournalSource]
  /// Variables given from outside: `--set`, arguments, what the prompt had at that time.
  package var variables: JSONObject
  /// Whether nothing of the variables had to be blotted out, so that they can be taken again.
  package var hasWholeVariables = true

  package init(
    id: String, startedAt: Int, account: String, sources: [JournalSource], variables: JSONObject
  ) {
    self.id = id
    self.startedAt = startedAt
    self.account = account
    self.sources = sources
    self.variables = variables
  }

  /// Why a run is not the one this journal is of, in sentences; none where it is.
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

/// A text of statements as a journal keeps it: with any key and card number in it blotted out.
package struct JournalSource: Sendable, Hashable {
  package var name: String
  package var text: String
  /// Whether another text brought it in with `include`.
  package var isIncluded: Bool
  /// Whether nothing had to be blotted out, so that the text can be run again.
  package var isWhole: Bool

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

  /// The first line that is not the same.
  fileprivate func difference(from new: JournalSource) -> String {
    let lines = [text, new.text].map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    let same = zip(lines[0], lines[1]).prefix { $0 == $1 }.count
    let shown = lines.map { $0.dropFirst(same).first.map { "`\($0)`" } ?? "no line" }
    return "\(new.name):\(same + 1) was \(shown[0]) and is \(shown[1])"
  }
}

/// An input file as it was when its rows were first read.
struct InputFingerprint: Sendable, Hashable {
  var path: String
  var bytes: Int
  var sha256: String

  init(path: String, bytes: Int, sha256: String) {
    self.path = path
    self.bytes = bytes
    self.sha256 = sha256
  }

  /// How a file differs, as a sentence.
  func difference(from new: InputFingerprint) -> String {
    bytes == new.bytes
      ? "`\(path)` has changed since the job began"
      : "`\(path)` had \(bytes) bytes when the job began and now has \(new.bytes)"
  }
}

extension SHA256Digest {
  /// In lower-case hexadecimal digits.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef")
    return String(flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}

extension JSONObject {
  /// The same with any key and card number in its texts blotted out.
  var masked: JSONObject { SecretMask.masked(parameters: self) }
}
