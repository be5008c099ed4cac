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

extension Session {
  /// The account in force, asked for once for each connection, before the first thing that cannot
  /// be taken back.
  ///
  /// A key that may not read the account is no reason to stop: that is said, and the balance asked
  /// whether it is live.
  /// - Throws: `Failure`: exit code 4 where the key is refused, 6 where Stripe names another
  ///   account than the options or the profile.
  func confirmedAccount() async throws -> ConfirmedAccount {
    let connection = try connect()
    if let account = connection.account { return account }
    let account = try await askedAccount(of: connection)
    try account.check(against: connection.stripe?.expectedAccount)
    self.connection?.account = account
    reporter.name(account: account.id)
    return account
  }

  private func askedAccount(of connection: Connection) async throws -> ConfirmedAccount {
    do {
      let body = try await engine().get("/v1/account", title: "check account").body
      return ConfirmedAccount(
        id: body["id"]?.string, name: body.accountName, isLive: connection.isLive)
    } catch let failure as Failure where failure.lacksPermission {
      // In test mode nothing is at stake that the journal's note of the key does not guard.
      guard connection.isLive else {
        return ConfirmedAccount(name: connection.choice.name, isLive: false)
      }
      say("warning: the key may not read the account, so nobody can say whose it is")
    }
    do {
      let body = try await engine().get("/v1/balance", title: "check account").body
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
      .refused("nothing was written: the key leads to \(id) and not to \(expected)"))
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
