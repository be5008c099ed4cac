import AccountConfiguration
import Console
import Synchronization

/// The accounts that the runs of a server use, opened once: a sandbox in memory keeps its data from
/// one run to the next.
final class SharedAccounts: Sendable {
  private let opened = Mutex<[AccountTarget: OpenedTransport]>([:])

  /// Returns account dependencies that open each account once and leave it open.
  func sharing(_ accounts: AccountDependencies) -> AccountDependencies {
    var shared = accounts
    shared.open = { target, timeout throws(ConnectionProblem) in
      if let transport = self.opened.withLock({ $0[target] }) {
        return OpenedTransport(transport.transport)
      }
      let transport = try accounts.open(target, timeout)
      return self.opened.withLock { opened in
        // Another run may have opened it meanwhile.
        let kept = opened[target] ?? transport
        opened[target] = kept
        return OpenedTransport(kept.transport)
      }
    }
    return shared
  }

  /// Closes all accounts.
  func close() async {
    let all = opened.withLock { opened in
      defer { opened = [:] }
      return Array(opened.values)
    }
    for transport in all { await transport.close() }
  }
}
