import JSON
import StripeCatalog

/// A script that undoes the writes recorded in a report, the most recent first.
package struct UndoScript: Sendable, Hashable {
  /// The script in the canonical layout; comments name the writes that cannot be undone.
  package let text: String
  /// The number of statements in the script.
  package let statements: Int
  /// The number of writes, or parts of writes, that cannot be undone.
  package let remains: Int

  /// Creates the script from the text of a report.
  /// - Parameters:
  ///   - report: NDJSON, as `--report` writes it.
  ///   - name: the name of the report in the script's first line.
  /// - Throws: `UnreadableReport` if the text is not a report, or has writes to several accounts.
  package init(
    of report: String, named name: String, catalog: Catalog = .embedded
  ) throws(UnreadableReport) {
    let reported = try ReportedWrites(report)
    let undoing = Undoing(catalog: catalog)
    var steps = reported.lasting.reversed().map(undoing.step)
    if reported.isCutOff {
      steps.insert(UndoStep(remains: ["the report's last line is incomplete"]), at: 0)
    }
    statements = steps.reduce(0) { $0 + $1.statements.count }
    remains = steps.reduce(0) { $0 + $1.remains.count }
    let head = Self.comment("Undoes the writes recorded in \(name), most recent first.")
    let check = statements > 0 ? reported.account.map(Self.check) ?? [] : []
    text = ([head] + check + steps.flatMap(Self.lines)).joined(separator: "\n") + "\n"
  }

  /// A message such as "3 statements; 1 write cannot be undone", without a full stop.
  package var summary: String {
    let left =
      remains == 0 ? "" : "; \(remains) write\(remains == 1 ? "" : "s") cannot be undone"
    return "\(statements) statement\(statements == 1 ? "" : "s")" + left
  }

  /// Returns statements that end the script before its first write if it runs in another account.
  private static func check(of account: String) -> [String] {
    let id = JSONValue.string(account).compact.replacing("$", with: "\\$")
    return [
      #"let account = request GET "/v1/account""#,
      #"assert $account.id = \#(id), "the report belongs to another account""#,
    ]
  }

  private static func lines(of step: UndoStep) -> [String] {
    step.remains.map(comment) + step.statements.map(\.text)
  }

  /// Returns a comment of one line, with line ends and control characters replaced by blanks.
  private static func comment(_ text: String) -> String {
    "# " + String(text.map { $0.isNewline || $0.isControl ? " " : $0 })
  }
}

extension ReportedWrites {
  /// The writes that may still have an effect. Objects that the report's run itself deleted cannot
  /// be changed back, and objects it both created and deleted need no undoing.
  fileprivate var lasting: [ReportedWrite] {
    let done = writes.filter { $0.outcome == .done }
    let deleted = Set(done.filter(\.isDeletion).flatMap(\.ids))
    let made = Set(done.filter(\.isCreation).flatMap(\.ids))
    return writes.filter { write in
      guard !write.ids.isEmpty, deleted.isSuperset(of: write.ids) else { return true }
      return write.isDeletion && !made.isSuperset(of: write.ids)
    }
  }
}

extension ReportedWrite {
  fileprivate var isCreation: Bool { title.hasPrefix("create ") }
  fileprivate var isDeletion: Bool { title.hasPrefix("delete ") }
}

extension Character {
  fileprivate var isControl: Bool {
    unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
