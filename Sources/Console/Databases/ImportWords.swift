import Databases
import Presentation

extension ImportSummary {
  /// The summary as a sentence: `12,040 rows merged into invoices (books.db): 12,000 inserted, 40
  /// updated`, or `4 rows written to totals (books.db), replacing 3`
  /// - Parameter merges: True if rows replace rows with the same id.
  func text(table: String, database: String, merges: Bool) -> String {
    guard merges else {
      let replaced = deleted > 0 ? ", replacing \(deleted.grouped)" : ""
      return "\(rows.counted("row")) written to \(table) (\(database))\(replaced)"
    }
    let parts = [
      (inserted, "inserted"), (updated, "updated"), (unchanged, "unchanged"), (deleted, "deleted"),
    ].filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
    let changes = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
    return "\(rows.counted("row")) merged into \(table) (\(database))\(changes)"
  }
}

extension Int {
  /// The number with commas between groups of three digits.
  var grouped: String { DigitGroups.grouped(String(self)) }

  /// Returns the number with a noun: `1 row`, `12,040 rows`
  func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}
