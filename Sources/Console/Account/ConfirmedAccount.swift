import AccountConfiguration
import Execution
import JSON
import StripeWire

/// The identity of the account of a connection, as Stripe reports it.
struct ConfirmedAccount: Sendable, Hashable {
  /// The id, `acct_…`; nil if the key may not read the account.
  var id: String?
  /// The display name of the account.
  var name: String
  /// True if writes affect real money, according to Stripe or to the key's prefix.
  var isLive: Bool
}

/// Asks Stripe for the account of a connection.
struct AccountQuestion {
  let engine: Engine
  let connection: Connection
  let output: OutputChannel

  /// Returns the account.
  /// - Throws: `Failure` if a request fails, or if it is another account than the one requested.
  func answer() async throws -> ConfirmedAccount {
    let account = try await askedAccount()
    try account.check(against: connection.stripe?.expectedAccount)
    return account
  }

  private func askedAccount() async throws -> ConfirmedAccount {
    do {
      let body = try await engine.get("/v1/account", title: "check account").body
      return ConfirmedAccount(
        id: body["id"]?.string, name: body.accountName, isLive: connection.isLive)
    } catch let failure as Failure where failure.isUnanswered {
      // In test mode the digest of the key in the journal is sufficient protection.
      guard connection.isLive else {
        return ConfirmedAccount(name: connection.choice.name, isLive: false)
      }
      output.say("warning: the key cannot read the account, so the account is not identified")
    }
    do {
      let body = try await engine.get("/v1/balance", title: "check account").body
      let isLive = body["livemode"]?.bool ?? connection.isLive
      return ConfirmedAccount(name: connection.choice.name, isLive: isLive)
    } catch let failure as Failure where failure.isUnanswered {
      return ConfirmedAccount(name: connection.choice.name, isLive: connection.isLive)
    }
  }
}

extension ConfirmedAccount {
  /// Compares the account with the expected one, if both ids are known.
  /// - Throws: `Failure` with exit code 6 if they differ.
  // With a typed error, the compiler crashes when it optimizes the caller (Swift 6.3.1).
  fileprivate func check(against expected: String?) throws {
    guard let id, let expected, id != expected else { return }
    throw Failure.outside(
      .refused("nothing was written: the key belongs to account \(id), expected \(expected)"))
  }
}

extension StripeConnection {
  /// The requested account: the connected one, or the last one in the path of a context.
  fileprivate var expectedAccount: String? {
    let named = account ?? context?.split(separator: "/").last.map(String.init)
    return named.flatMap { $0.hasPrefix("acct_") ? $0 : nil }
  }
}

extension Failure {
  /// True if the key lacks permission, or if a server that stands in for Stripe has no accounts.
  fileprivate var isUnanswered: Bool {
    if case .api(let error) = reason { [403, 404].contains(error.status) } else { false }
  }
}

extension RawJSON {
  /// The display name of an account, or else its id.
  var accountName: String {
    let names = [
      self["settings"]?["dashboard"]?["display_name"], self["business_profile"]?["name"],
      self["id"],
    ]
    return names.compactMap { $0?.string }.first { !$0.isEmpty } ?? "unknown"
  }
}
