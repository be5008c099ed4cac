import JSON
import StripeCatalog

/// A script that undoes the writes that a report records, the last one first.
package struct UndoScript: Sendable, Hashable {
  /// The script, in the canonical layout, with what cannot be undone as comments in its place.
  package let text: String
  /// Statements in it.
  package let statements: Int
  /// How many things stay as they are.
  package let remains: Int

  /// - Parameters:
  ///   - report: NDJSON, as `--report` writes it.
  ///   - name: what the report is called in the script's first line.
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

  /// One sentence for whoever asked for it, without a full stop.
  package var summary: String {
    let left =
      remains == 0 ? "" : "; \(remains) write\(remains == 1 ? "" : "s") cannot be undone"
    return "\(statements) statement\(statements == 1 ? "" : "s")" + left
  }

  /// Ends the script before its first write where it is run in another account.
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

  /// One line, whatever the text holds.
  private static func comment(_ text: String) -> String {
    "# " + String(text.map { $0.isNewline || $0.isControl ? " " : $0 })
  }
}

extension ReportedWrites {
  /// The writes that there is something left of: what was deleted in the course of the report
  /// cannot be changed back, and what was made before that needs no undoing at all.
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
