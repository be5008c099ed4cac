import Crypto
import GRDB
import StripeWire

/// Whose account a journal's run writes to: a run that goes on with it must write to the same.
extension Journal {
  /// Notes the account that the run writes to, as Stripe names it.
  /// - Parameter number: how many accounts the run's `use` statements have changed to.
  /// - Returns: the account that was noted before, where it is another.
  package func noteAccount(_ id: String, number: Int = 0) throws(JournalError) -> String? {
    let noted = try note(id, as: Self.name(of: "account_id", number))
    return noted == id ? nil : noted
  }

  /// The account that the run writes to; nil where Stripe did not name it.
  /// - Parameter number: how many accounts the run's `use` statements have changed to.
  package func accountID(number: Int = 0) throws(JournalError) -> String? {
    try read { database in
      try String.fetchOne(
        database, sql: "SELECT value FROM header WHERE name = ?",
        arguments: [Self.name(of: "account_id", number)])
    }
  }

  /// Notes which key the run uses, without keeping it.
  /// - Parameter number: how many accounts the run's `use` statements have changed to.
  /// - Returns: whether the run was begun with this key, and so in this account.
  package func noteKey(_ key: APIKey, number: Int = 0) throws(JournalError) -> Bool {
    let digest = key.digest(keyedBy: header.id)
    return try note(digest, as: Self.name(of: "key_digest", number)) == digest
  }

  /// `account_id` of the account that the run began in, `account_id 1` after its first `use`.
  private static func name(of fact: String, _ number: Int) -> String {
    number == 0 ? fact : "\(fact) \(number)"
  }

  /// Keeps a fact, unless it is known.
  /// - Returns: what is known from now on.
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
  /// Tells whether a key is the same as another, without keeping it. Digests of one key in two
  /// journals have nothing in common.
  fileprivate func digest(keyedBy id: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(
      for: Array(authorizationHeader.utf8), using: SymmetricKey(data: Array(id.utf8)))
    let digits = Array("0123456789abcdef")
    return String(code.prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
