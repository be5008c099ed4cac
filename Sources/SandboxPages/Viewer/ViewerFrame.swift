import StripeSandbox

/// What all pages of the viewer show: whose objects they are, and whose can be shown instead.
struct ViewerFrame: Sendable {
  let accounts: [Choice]
  /// What lists have after their addresses: "?account=acct_…", or nothing for the shared account.
  let suffix: String
  let isChoice: Bool

  /// An account whose objects can be shown.
  struct Choice: Sendable {
    let accountID: String
    let accountName: String
    let isChosen: Bool
  }

  /// "&account=acct_…", where the address asks for something already.
  var addition: String { suffix.isEmpty ? "" : "&" + suffix.dropFirst() }

  private static let most = 500

  init(_ account: AccountClient, _ sandbox: Sandbox) async throws {
    let shared = sandbox.sharedAccount.account
    let others = try await SandboxAccounts(sandbox).all(limit: Self.most).filter { $0 != shared }
    accounts = ([shared] + others).map { id in
      Choice(
        accountID: id, accountName: id == shared ? "\(id) (shared)" : id,
        isChosen: id == account.account)
    }
    isChoice = !others.isEmpty
    suffix = account.account == shared ? "" : "?account=\(Readable.escaped(account.account))"
  }
}

extension PageVisit {
  /// The account whose objects are asked for.
  ///
  /// - Throws: 404 for one that the sandbox does not have.
  func chosenAccount() async throws -> AccountClient {
    guard let id = query.entered("account") else { return sandbox.sharedAccount }
    guard let account = try await SandboxAccounts(sandbox).find(id) else {
      throw SandboxError.missing("account", id)
    }
    return account
  }
}
