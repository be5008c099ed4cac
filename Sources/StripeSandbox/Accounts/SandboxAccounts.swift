import SandboxStore

/// The accounts of a sandbox: whose objects it has.
package struct SandboxAccounts: Sendable {
  private let sandbox: Sandbox

  /// Creates the directory of a sandbox's accounts.
  package init(_ sandbox: Sandbox) {
    self.sandbox = sandbox
  }

  /// The accounts that have objects, and those that are connected to one of them.
  ///
  /// - Throws: The database's error.
  package func all(limit: Int) async throws -> [String] {
    try await sandbox.store.read { store in
      var all = Set(try store.accounts())
      for type in OwnAccount.types { all.formUnion(try store.ids(of: type, limit: limit)) }
      return Array(all.sorted().prefix(limit))
    }
  }

  /// An account by its id; nil where there is none.
  ///
  /// - Throws: The database's error.
  package func find(_ id: String) async throws -> AccountClient? {
    try await sandbox.store.read { store -> ActingAccount? in
      for type in OwnAccount.types {
        let platform = try store.accounts(having: type, id).first { $0 != id }
        if let platform { return ActingAccount(id: id, platform: platform) }
      }
      return try store.accounts().contains(id) ? ActingAccount(id: id) : nil
    }.map { AccountClient(sandbox, $0) }
  }
}
