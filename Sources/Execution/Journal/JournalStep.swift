import GRDB
import JSON
import Redaction
import StripeWire

/// One operation of a run, as its journal stores it; operations are numbered in the order they run.
package struct JournalStep: Sendable {
  let journal: Journal
  /// The number of the operation in its run, from 1.
  package let number: Int

  /// Returns the number of rows that were collected for it completely; nil if they were not.
  func collectedRows() throws(JournalError) -> Int? {
    try journal.read { database in
      try Int.fetchOne(
        database, sql: "SELECT total FROM step WHERE number = ?", arguments: [number])
    }
  }

  /// Deletes rows that were not collected completely.
  func beginCollecting() throws(JournalError) {
    try journal.write {
      try $0.execute(sql: "DELETE FROM input WHERE step = ?", arguments: [number])
    }
  }

  /// Stores rows to be written, numbered from 1.
  func collect(_ rows: [JSONValue], after count: Int) throws(JournalError) {
    try journal.grow(to: count + rows.count)
    try journal.write { database in
      for (offset, row) in rows.enumerated() {
        try database.execute(
          sql: "INSERT INTO input VALUES (?, ?, ?)",
          arguments: [number, count + offset + 1, SecretMask.masked(answer: row).compact])
      }
    }
  }

  /// Records that the rows are complete: a resumed run uses these and does not query again.
  func endCollecting(_ count: Int) throws(JournalError) {
    try journal.write {
      try $0.execute(
        sql: "UPDATE step SET total = ? WHERE number = ?", arguments: [count, number])
    }
  }

  /// Returns some collected rows, from a number on.
  func rows(from first: Int, count: Int) throws(JournalError) -> [JSONValue] {
    try journal.read { database in
      let texts = try String.fetchAll(
        database,
        sql: "SELECT value FROM input WHERE step = ? AND number >= ? ORDER BY number LIMIT ?",
        arguments: [number, first, count])
      return try texts.map { try JSONValue(parsing: $0) }
    }
  }

  /// Returns the result of an operation in an expression; nil if it has not run yet.
  ///
  /// - Throws: `JournalError` if the journal cannot be read.
  package func result() throws(JournalError) -> JSONValue? {
    try journal.read { database in
      let text = try String.fetchOne(
        database, sql: "SELECT result FROM step WHERE number = ? AND result IS NOT NULL",
        arguments: [number])
      return try text.map { try JSONValue(parsing: $0) }
    }
  }

  /// Stores the result of an operation in an expression, masked.
  ///
  /// - Throws: `JournalError` if the journal cannot be written.
  package func keep(result: JSONValue) throws(JournalError) {
    let text = SecretMask.masked(answer: result).compact
    try journal.write {
      try $0.execute(
        sql: "UPDATE step SET result = ? WHERE number = ?", arguments: [text, number])
    }
  }

  /// Stores the fingerprint of an input file, or compares it with the stored one.
  func check(_ now: InputFingerprint) throws(JournalError) -> InputDifference? {
    try journal.write { database in
      let row = try GRDB.Row.fetchOne(
        database, sql: "SELECT path, bytes, sha256 FROM input_file WHERE step = ?",
        arguments: [number])
      guard let row else {
        try database.execute(
          sql: "INSERT INTO input_file VALUES (?, ?, ?, ?)",
          arguments: [number, now.path, now.bytes, now.sha256])
        return nil
      }
      let then = InputFingerprint(path: row["path"], bytes: row["bytes"], sha256: row["sha256"])
      guard then.sha256 != now.sha256 else { return nil }
      return InputDifference(sentence: then.difference(from: now))
    }
  }
}

/// The difference of an input from the one of the interrupted run, as a sentence.
struct InputDifference: Sendable {
  let sentence: String
}

extension Journal {
  /// Returns the step that a run has reached; in a resumed run it must be the same as before.
  ///
  /// - Throws: `JournalError` if the step differs, or the journal cannot be written.
  package func step(
    _ number: Int, title: String, place: String
  ) throws(JournalError) -> JournalStep {
    // A loop of single writes needs a file as much as a job of many rows does.
    try grow(to: number)
    let before = try write { database -> String? in
      let row = try GRDB.Row.fetchOne(
        database, sql: "SELECT title, place FROM step WHERE number = ?", arguments: [number])
      guard let row else {
        try database.execute(
          sql: "INSERT INTO step (number, title, place) VALUES (?, ?, ?)",
          arguments: [number, title, place])
        return nil
      }
      let same = row["title"] as String == title && row["place"] as String == place
      return same ? nil : "`\(row["title"] as String)` at \(row["place"] as String)"
    }
    if let before {
      throw JournalError(
        .mismatch,
        "step \(number) of the journal is \(before), but this run reached `\(title)` at \(place)")
    }
    return JournalStep(journal: self, number: number)
  }
}
