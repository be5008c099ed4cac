import Digests
import GRDB
import StripeWire

/// The account that a journal's run writes to: a run that resumes it must write to the same.
extension Journal {
  /// Records the account that the run writes to.
  /// - Parameters:
  ///   - id: the account's id.
  ///   - number: the number of `use` statements before it in the run.
  /// - Returns: the id that was recorded before, if it is another.
  /// - Throws: `JournalError` if the journal cannot be written.
  package func noteAccount(_ id: String, number: Int = 0) throws(JournalError) -> String? {
    let noted = try note(id, as: Self.name(of: "account_id", number))
    return noted == id ? nil : noted
  }

  /// Returns the id of the account that the run writes to; nil if Stripe did not name it.
  /// - Parameter number: the number of `use` statements before it in the run.
  /// - Throws: `JournalError` if the journal cannot be read.
  package func accountID(number: Int = 0) throws(JournalError) -> String? {
    try read { database in
      try String.fetchOne(
        database, sql: "SELECT value FROM header WHERE name = ?",
        arguments: [Self.name(of: "account_id", number)])
    }
  }

  /// Records the key that the run uses, as a digest.
  /// - Parameter number: the number of `use` statements before it in the run.
  /// - Returns: true if the run began with this key, and therefore in this account.
  /// - Throws: `JournalError` if the journal cannot be written.
  package func noteKey(_ key: APIKey, number: Int = 0) throws(JournalError) -> Bool {
    let digest = key.digest(keyedBy: header.id)
    return try note(digest, as: Self.name(of: "key_digest", number)) == digest
  }

  /// Returns `account_id` for the account that the run began in, `account_id 1` after its first
  /// `use`.
  private static func name(of fact: String, _ number: Int) -> String {
    number == 0 ? fact : "\(fact) \(number)"
  }

  /// Stores a fact, unless it is stored already.
  /// - Returns: the stored value.
  private func note(_ value: String, as name: String) throws(JournalError) -> String? {
    try write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO header VALUES (?, ?)", arguments: [name, value])
      return try String.fetchOne(
        database, sql: "SELECT value FROM header WHERE name = ?", arguments: [name])
    }
  }
}

extension APIKey {
  /// Returns a digest that identifies a key without revealing it. The digests of one key in two
  /// journals differ.
  fileprivate func digest(keyedBy id: String) -> String {
    HMAC.sha256(Array(authorizationHeader.utf8), key: Array(id.utf8)).hexadecimal(first: 16)
  }
}
