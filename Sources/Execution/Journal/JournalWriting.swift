import Digests
import GRDB
import JSON
import Redaction
import StripeWire

/// Rows to be sent in one request, or a row that has failed.
struct JournalPiece: Sendable {
  let request: APIRequest
  let rows: ClosedRange<Int>
  let isFailed: Bool
}

/// A write that is known to be done.
struct FinishedWrite: Sendable {
  /// The response; nil if it was not stored.
  let answer: RawJSON?
}

/// The action for a write that is about to be sent, according to the journal.
enum JournalAdvice: Sendable {
  /// Send it, with this key.
  case send(IdempotencyKey)
  /// It was sent before and its outcome is not known: send it with its old key.
  case sendAgain(IdempotencyKey)
  /// It was done; the value is the response if it was stored.
  case done(RawJSON?)
  /// Its outcome is not known, and its idempotency key has expired.
  case lookUp(JournalEntry)
  /// The request differs from the one that was sent.
  case changed(JournalEntry)
}

extension JournalStep {
  /// Returns the seconds for which Stripe certainly keeps an idempotency key: a day in v1, 30 days
  /// in v2, less an hour. Source: Stripe's documentation of idempotent requests.
  private static func keyLife(of request: APIRequest) -> Double {
    request.isV2 ? 30 * 86400 - 3600 : 86400 - 3600
  }

  /// Records that a write is about to be sent, or returns what is known of it.
  /// - Parameters:
  ///   - rows: the rows of the job that it writes, from 1; 0 if it is not part of a bulk job.
  ///   - now: Unix seconds.
  ///   - decidesAnew: true if the object was read before, so that another request may be right if
  ///     the recorded one is not known to be done.
  func begin(
    _ request: APIRequest, rows: ClosedRange<Int>, at now: Double, decidesAnew: Bool = false
  ) throws(JournalError) -> JournalAdvice {
    try journal.grow(to: rows.upperBound)
    let digest = request.digest
    return try journal.write { database in
      guard let entry = try entry(rows.lowerBound, in: database) else {
        return .send(try note(request, digest, rows, attempt: 1, at: now, in: database))
      }
      guard entry.digest == digest else {
        guard decidesAnew, entry.record.state != .done else { return .changed(entry.record) }
        let attempt = entry.record.attempt + 1
        return .send(try note(request, digest, rows, attempt: attempt, at: now, in: database))
      }
      switch entry.record.state {
      case .done:
        return .done(try entry.answer.map { try RawJSON(parsing: Array($0.utf8)) })
      case .failed:
        // Stripe would repeat its refusal for the old key.
        let attempt = entry.record.attempt + 1
        return .send(try note(request, digest, rows, attempt: attempt, at: now, in: database))
      case .notDone:
        let attempt = entry.record.attempt
        return .send(try note(request, digest, rows, attempt: attempt, at: now, in: database))
      case .inDoubt:
        let isKnown = now - entry.record.sentAt < Self.keyLife(of: request)
        return isKnown ? .sendAgain(IdempotencyKey(entry.record.key)) : .lookUp(entry.record)
      }
    }
  }

  /// Returns the write of a row if the interrupted run has done it, with the response if it was
  /// stored.
  func finished(row: Int) throws(JournalError) -> FinishedWrite? {
    try journal.read { database in
      guard let entry = try entry(row, in: database), entry.record.state == .done else {
        return nil
      }
      return FinishedWrite(answer: try entry.answer.map { try RawJSON(parsing: Array($0.utf8)) })
    }
  }

  /// Records that a write whose key has expired is sent again, because its object was not found.
  func beginAnew(
    _ request: APIRequest, rows: ClosedRange<Int>, at now: Double
  ) throws(JournalError) -> IdempotencyKey {
    try journal.write { database in
      let attempt = (try entry(rows.lowerBound, in: database)?.record.attempt ?? 0) + 1
      return try note(request, request.digest, rows, attempt: attempt, at: now, in: database)
    }
  }

  /// Returns the last row that may be sent in the same request as a row: the last one of the
  /// recorded request, or the row before the next recorded request; nil if nothing limits it.
  func lastRow(sentWith row: Int) throws(JournalError) -> Int? {
    try journal.read { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT min(CASE number WHEN ?1 THEN last ELSE number - 1 END) FROM (
            SELECT number, last FROM write WHERE step = ?2 AND number >= ?1
            ORDER BY number LIMIT 2)
          """)
      return try Int.fetchOne(statement, arguments: [row, number])
    }
  }

  /// Records that rows of one request are sent again in other requests, because Stripe took none of
  /// them, and that one of them has failed. All of it is one transaction: a run interrupted in
  /// between would otherwise find rows in two requests, or in none.
  func divide(
    _ rows: ClosedRange<Int>, into pieces: [JournalPiece], _ failure: Failure, at now: Double
  ) throws(JournalError) {
    try journal.write { database in
      let attempt = try entry(rows.lowerBound, in: database)?.record.attempt ?? 1
      for piece in pieces {
        // The failed request has used the first row's key; the other rows had none.
        let isFirst = piece.rows.lowerBound == rows.lowerBound
        _ = try note(
          piece.request, piece.request.digest, piece.rows,
          attempt: isFirst ? attempt + (piece.isFailed ? 0 : 1) : 1, at: now, in: database)
        try settle(
          piece.rows.lowerBound, piece.isFailed ? .failed : .notDone,
          failure: piece.isFailed ? failure : nil, at: now, in: database)
      }
    }
  }

  /// Records the outcome of a write.
  /// - Parameter keepsAnswer: true to store the whole response, false to store only its id.
  func end(
    row: Int, _ outcome: Result<Answer, Failure>, keepsAnswer: Bool, at now: Double
  ) throws(JournalError) {
    try journal.write { database in
      switch outcome {
      case .success(let answer):
        try settle(row, .done, answer, keepsAnswer: keepsAnswer, at: now, in: database)
      case .failure(let failure):
        try settle(row, failure.stateOfWrite, failure: failure, at: now, in: database)
      }
    }
  }

  private func settle(
    _ row: Int, _ state: JournalEntry.State, _ answer: Answer? = nil, keepsAnswer: Bool = false,
    failure: Failure? = nil, at now: Double, in database: Database
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE write SET state = ?, status = ?, request_id = ?, object = ?, answer = ?,
          error = ?, answered_at = ?,
          parameters = CASE ? WHEN 'done' THEN NULL ELSE parameters END
        WHERE step = ? AND number = ?
        """)
    let error = failure.map { SecretMask.masked(answer: .object($0.errorObject)).compact }
    try statement.execute(arguments: [
      state.rawValue, answer.map { _ in 200 } ?? failure?.apiError?.status,
      answer?.requestID ?? failure?.apiError?.requestID, answer?.body["id"]?.string,
      keepsAnswer ? answer.map { SecretMask.masked(answer: $0.body.value).compact } : nil,
      error, now, state.rawValue, number, row,
    ])
  }

  /// A write as stored in its table.
  private struct KeptWrite {
    var record: JournalEntry
    var digest: String
    var answer: String?
  }

  private func entry(_ row: Int, in database: Database) throws -> KeptWrite? {
    let statement = try database.cachedStatement(
      sql: JournalRecords.entries + " WHERE write.step = ? AND write.number = ?")
    return try GRDB.Row.fetchOne(statement, arguments: [number, row]).map {
      KeptWrite(record: try JournalRecords.entry($0), digest: $0["digest"], answer: $0["answer"])
    }
  }

  private func note(
    _ request: APIRequest, _ digest: String, _ rows: ClosedRange<Int>, attempt: Int,
    at now: Double, in database: Database
  ) throws -> IdempotencyKey {
    // The key is computed from the place of the write, so it is the same even if this record is
    // lost.
    let key = "\(journal.header.id)-\(number)-\(rows.lowerBound)-\(attempt)"
    let statement = try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO write
          (step, number, last, attempt, key, method, path, digest, parameters, state, sent_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'unconfirmed', ?)
        """)
    try statement.execute(arguments: [
      number, rows.lowerBound, rows.upperBound, attempt, key, request.method.rawValue, request.path,
      digest,
      JSONValue.object(SecretMask.masked(parameters: request.parameters)).compact, now,
    ])
    return IdempotencyKey(key)
  }
}

extension APIRequest {
  /// A digest that identifies a request without storing it.
  fileprivate var digest: String {
    let encoded = encoded()
    var hash = SHA256()
    hash.update(Array("\(encoded.method.rawValue) \(encoded.target)\n".utf8))
    hash.update(encoded.body)
    return hash.finalize().hexadecimal(first: 16)
  }
}

extension Failure {
  fileprivate var apiError: APIError? {
    guard case .api(let error) = reason else { return nil }
    return error
  }

  /// The outcome of the failed write, as far as it is known.
  var stateOfWrite: JournalEntry.State {
    switch reason {
    case .api(let error):
      switch error.status {
      case 409, 500...: .inDoubt
      case 429: mayBeDone ? .inDoubt : .notDone
      default: .failed
      }
    case .transport, .malformed: mayBeDone ? .inDoubt : .notDone
    case .notFound, .ambiguous, .value, .input, .assertion, .refused, .journal, .inDoubt,
      .database, .unreachable:
      .failed
    }
  }
}
