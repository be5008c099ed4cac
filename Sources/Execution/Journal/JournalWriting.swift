import Crypto
import Evaluation
import GRDB
import JSON
import StripeWire

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
  ///   - row: its number in the job, from 1; 0 where it is none.
  ///   - now: Unix seconds.
  func begin(
    _ request: APIRequest, row: Int, at now: Double
  ) throws(JournalError) -> JournalAdvice {
    try journal.grow(to: row)
    let digest = request.digest
    return try journal.write { database in
      guard let entry = try entry(row, in: database) else {
        return .send(try note(request, digest, row: row, attempt: 1, at: now, in: database))
      }
      guard entry.digest == digest else { return .changed(entry.record) }
      switch entry.record.state {
      case .done:
        return .done(try entry.answer.map { try RawJSON(parsing: Array($0.utf8)) })
      case .failed:
        // Stripe would repeat its refusal for the old key.
        let attempt = entry.record.attempt + 1
        return .send(try note(request, digest, row: row, attempt: attempt, at: now, in: database))
      case .notDone:
        let attempt = entry.record.attempt
        return .send(try note(request, digest, row: row, attempt: attempt, at: now, in: database))
      case .inDoubt:
        let isKnown = now - entry.record.sentAt < Self.keyLife(of: request)
        return isKnown ? .sendAgain(IdempotencyKey(entry.record.key)) : .lookUp(entry.record)
      }
    }
  }

  /// Notes that a write whose key is forgotten is sent anew, because it was not found.
  func beginAnew(
    _ request: APIRequest, row: Int, at now: Double
  ) throws(JournalError) -> IdempotencyKey {
    try journal.write { database in
      let attempt = (try entry(row, in: database)?.record.attempt ?? 0) + 1
      return try note(request, request.digest, row: row, attempt: attempt, at: now, in: database)
    }
  }

  /// Notes what became of a write.
  /// - Parameter keepsAnswer: whether a resumed run must have the answer, or its id is enough.
  func end(
    row: Int, _ outcome: Result<Answer, Failure>, keepsAnswer: Bool, at now: Double
  ) throws(JournalError) {
    switch outcome {
    case .success(let answer):
      try settle(
        row, .done, status: 200, requestID: answer.requestID, object: answer.body["id"]?.string,
        answer: keepsAnswer ? answer.body : nil, at: now)
    case .failure(let failure):
      var status: Int?
      var requestID: String?
      if case .api(let error) = failure.reason {
        (status, requestID) = (error.status, error.requestID)
      }
      try settle(
        row, failure.stateOfWrite, status: status, requestID: requestID,
        error: failure.errorObject, at: now)
    }
  }

  private func settle(
    _ row: Int, _ state: JournalEntry.State, status: Int?, requestID: String?,
    object: String? = nil, answer: RawJSON? = nil, error: JSONObject? = nil, at now: Double
  ) throws(JournalError) {
    try journal.write { database in
      let statement = try database.cachedStatement(
        sql: """
          UPDATE write SET state = ?, status = ?, request_id = ?, object = ?, answer = ?,
            error = ?, answered_at = ?,
            parameters = CASE ? WHEN 'done' THEN NULL ELSE parameters END
          WHERE step = ? AND number = ?
          """)
      try statement.execute(arguments: [
        state.rawValue, status, requestID, object,
        answer.map { SecretMask.masked($0.compact) },
        error.map { SecretMask.masked(JSONValue.object($0).compact) }, now, state.rawValue, number,
        row,
      ])
    }
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
    _ request: APIRequest, _ digest: String, row: Int, attempt: Int, at now: Double,
    in database: Database
  ) throws -> IdempotencyKey {
    // A key that follows from the place of the write is the same even if this note is lost.
    let key = "\(journal.header.id)-\(number)-\(row)-\(attempt)"
    let statement = try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO write
          (step, number, attempt, key, method, path, digest, parameters, state, sent_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'in_doubt', ?)
        """)
    try statement.execute(arguments: [
      number, row, attempt, key, request.method.rawValue, request.path, digest,
      SecretMask.masked(JSONValue.object(request.parameters).compact), now,
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
