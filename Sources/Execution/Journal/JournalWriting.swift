import Crypto
import GRDB
import JSON
import Redaction
import StripeWire

/// Rows that are to be in one request, or one that has failed.
struct JournalPiece: Sendable {
  let request: APIRequest
  let rows: ClosedRange<Int>
  let isFailed: Bool
}

/// A write that is known to be done.
struct FinishedWrite: Sendable {
  /// Nil where it was not kept.
  let answer: RawJSON?
}

/// What a journal says of a write that is about to be sent.
enum JournalAdvice: Sendable {
  /// Send it, with this key.
  case send(IdempotencyKey)
  /// It was sent before and nobody knows what became of it: send it with its old key.
  case sendAgain(IdempotencyKey)
  /// It was done; the answer where it was kept.
  case done(RawJSON?)
  /// It is in doubt, and its key has been forgotten by Stripe.
  case lookUp(JournalEntry)
  /// What is to be sent is not what was sent.
  case changed(JournalEntry)
}

extension JournalStep {
  /// Seconds for which Stripe is sure to know an idempotency key: a day for v1, thirty for v2, less
  /// an hour. Source: Stripe's documentation of idempotent requests.
  private static func keyLife(of request: APIRequest) -> Double {
    request.isV2 ? 30 * 86400 - 3600 : 86400 - 3600
  }

  /// Notes that a write is about to be sent, or says what is known of it.
  /// - Parameters:
  ///   - rows: the rows of the job that it writes, from 1; 0 where it is no bulk job.
  ///   - now: Unix seconds.
  ///   - decidesAnew: whether the object was looked at before, so that another request may be right
  ///     by now where none is known to be done.
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

  /// Whether a row was written by the run that this one resumes, and its answer where it was kept.
  func finished(row: Int) throws(JournalError) -> FinishedWrite? {
    try journal.read { database in
      guard let entry = try entry(row, in: database), entry.record.state == .done else {
        return nil
      }
      return FinishedWrite(answer: try entry.answer.map { try RawJSON(parsing: Array($0.utf8)) })
    }
  }

  /// Notes that a write whose key is forgotten is sent anew, because it was not found.
  func beginAnew(
    _ request: APIRequest, rows: ClosedRange<Int>, at now: Double
  ) throws(JournalError) -> IdempotencyKey {
    try journal.write { database in
      let attempt = (try entry(rows.lowerBound, in: database)?.record.attempt ?? 0) + 1
      return try note(request, request.digest, rows, attempt: attempt, at: now, in: database)
    }
  }

  /// The last row that may be sent in one request with a row: as far as was done before, and not
  /// into what was sent in another; nil where nothing bounds it.
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

  /// Notes that rows which were written together are sent again in other requests, as Stripe took
  /// none of them, and that one of them has failed. All of it is noted at once, or else a run that
  /// breaks off between would find rows that are in two requests, or in none.
  func divide(
    _ rows: ClosedRange<Int>, into pieces: [JournalPiece], _ failure: Failure, at now: Double
  ) throws(JournalError) {
    try journal.write { database in
      let attempt = try entry(rows.lowerBound, in: database)?.record.attempt ?? 1
      for piece in pieces {
        // The first row's key is used up by the request that failed; the others had none.
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

  /// Notes what became of a write.
  /// - Parameter keepsAnswer: whether a resumed run must have the answer, or its id is enough.
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

  /// A write as its table has it.
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
    // A key that follows from the place of the write is the same even if this note is lost.
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
  /// Tells whether a request is the same as another, without keeping it.
  fileprivate var digest: String {
    let encoded = encoded()
    var hash = SHA256()
    hash.update(data: Array("\(encoded.method.rawValue) \(encoded.target)\n".utf8))
    hash.update(data: encoded.body)
    return String(hash.finalize().hexadecimal.prefix(32))
  }
}

extension Failure {
  fileprivate var apiError: APIError? {
    guard case .api(let error) = reason else { return nil }
    return error
  }

  /// What became of the write it is of, as far as can be known.
  var stateOfWrite: JournalEntry.State {
    switch reason {
    case .api(let error):
      switch error.status {
      case 409, 500...: .inDoubt
      case 429: mayBeDone ? .inDoubt : .notDone
      default: .failed
      }
    case .transport, .malformed: mayBeDone ? .inDoubt : .notDone
    case .notFound, .ambiguous, .value, .input, .assertion, .refused, .journal, .inDoubt: .failed
    }
  }
}
