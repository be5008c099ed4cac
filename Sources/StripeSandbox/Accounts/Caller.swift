import Digests
import JSON
import SandboxStore

/// The assignment of keys to accounts.
package enum AccountPolicy: Sendable, Hashable {
  /// All keys are those of one account.
  case shared
  /// Each key has an account of its own, so that tests in parallel never meet.
  case perKey

  /// The id of the account that a key belongs to. The key itself is kept nowhere.
  func account(of key: String) -> String {
    switch self {
    case .shared: SharedAccount.id
    case .perKey: "acct_1" + Self.name(key)
    }
  }

  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  private static func name(_ key: String) -> String {
    let digest = SHA256.hash(key).bytes
    return String(
      decoding: digest.prefix(16).map { letters[Int($0) % letters.count] }, as: UTF8.self)
  }
}

/// Who asks, and for which account.
struct Caller: Sendable, Hashable {
  /// The account of the key.
  let platform: String
  /// The account that the request names in a header.
  let named: String?
  /// The key as an error may show it.
  let maskedKey: String

  /// - Throws: a refusal of the key.
  init(_ headers: [String: String], _ policy: AccountPolicy) throws(SandboxError) {
    let key = try Authentication.key(headers)
    platform = MeterToken.account(in: key) ?? policy.account(of: key)
    maskedKey = Authentication.masked(key)
    named = headers["stripe-account"] ?? Self.last(of: headers["stripe-context"])
  }

  /// A context is a path of accounts, of which the last one acts.
  private static func last(of context: String?) -> String? {
    context?.split(separator: "/").last.map(String.init)
  }

  /// The account that the request means, whether or not it may.
  var claimed: String { named ?? platform }

  /// The account that the request acts for.
  ///
  /// - Throws: 403 where the header names one that is not connected to the platform.
  func account(in store: StoreTransaction) throws -> ActingAccount {
    guard let named, named != platform else { return ActingAccount(id: platform) }
    let objects = store.objects(of: platform)
    for type in OwnAccount.types where try objects.entry(type, named) != nil {
      return ActingAccount(id: named, platform: platform)
    }
    throw refusal(named)
  }

  /// Source: Stripe's answers to an unknown account.
  private func refusal(_ account: String) -> SandboxError {
    var error = SandboxError(
      403,
      """
      The provided key '\(maskedKey)' does not have access to account '\(account)' (or that \
      account does not exist). Application access may have been revoked.
      """, code: "account_invalid")
    error.isBeforeExecution = true
    return error
  }
}

/// The account that a request acts for, and the one whose key it carries.
struct ActingAccount: Sendable, Hashable {
  let id: String
  let platform: String

  init(id: String, platform: String? = nil) {
    self.id = id
    self.platform = platform ?? id
  }

  static let shared = ActingAccount(id: SharedAccount.id)

  var isConnected: Bool { id != platform }
}
