import AccountConfiguration
import Execution
import JSON
import StripeWire

/// Whose account a connection leads to, as Stripe itself says.
struct ConfirmedAccount: Sendable, Hashable {
  /// `acct_…`; nil where the key may not ask for it.
  var id: String?
  /// What people call it.
  var name: String
  /// Whether its money is real: as Stripe says, or as the key's prefix has it.
  var isLive: Bool
}

/// Asks Stripe whose account a connection leads to.
struct AccountQuestion {
  let engine: Engine
  let connection: Connection
  let output: OutputChannel

  /// - Throws: `Failure`, also where it is another account than the one that was named.
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
    } catch let failure as Failure where failure.lacksPermission {
      // In test mode nothing is at stake that the journal's note of the key does not guard.
      guard connection.isLive else {
        return ConfirmedAccount(name: connection.choice.name, isLive: false)
      }
      output.say("warning: the key cannot read the account, so the account is not identified")
    }
    do {
      let body = try await engine.get("/v1/balance", title: "check account").body
      let isLive = body["livemode"]?.bool ?? connection.isLive
      return ConfirmedAccount(name: connection.choice.name, isLive: isLive)
    } catch let failure as Failure where failure.lacksPermission {
      return ConfirmedAccount(name: connection.choice.name, isLive: connection.isLive)
    }
  }
}

extension ConfirmedAccount {
  /// Where Stripe does not say which account it is, there is nothing to compare.
  fileprivate func check(against expected: String?) throws(Failure) {
    guard let id, let expected, id != expected else { return }
    throw Failure.outside(
      .refused("nothing was written: the key belongs to account \(id), expected \(expected)"))
  }
}

extension StripeConnection {
  /// The account that was asked for: the connected one, or the last of a context's path.
  fileprivate var expectedAccount: String? {
    let named = account ?? context?.split(separator: "/").last.map(String.init)
    return named.flatMap { $0.hasPrefix("acct_") ? $0 : nil }
  }
}

extension Failure {
  fileprivate var lacksPermission: Bool {
    if case .api(let error) = reason { error.status == 403 } else { false }
  }
}

extension RawJSON {
  /// The name people know an account by, or its id.
  var accountName: String {
    let names = [
      self["settings"]?["dashboard"]?["display_name"], self["business_profile"]?["name"],
      self["id"],
    ]
    return names.compactMap { $0?.string }.first { !$0.isEmpty } ?? "unknown"
  }
}
