import StripeSandbox
import StripeWire

/// Restricts the served sandbox to local programs and pages: only loopback hosts and origins.
///
/// Listening on the loopback alone is not enough. A page in a browser reaches it too, under a name
/// of its own that was made to mean 127.0.0.1: its requests are recognized by `Host` or `Origin`.
enum LocalCallers {
  /// - Parameters:
  ///   - hosts: the values of every `Host`; exactly one is right.
  ///   - origins: the values of every `Origin`; programs send none.
  static func refusal(hosts: [String], origins: [String]) -> SandboxError? {
    guard hosts.count == 1, hosts.allSatisfy({ isLocal("http://\($0)") }) else {
      return SandboxError(
        403, "The sandbox accepts only the hosts localhost, 127.0.0.1 and [::1].")
    }
    guard origins.allSatisfy(isLocal) else {
      return SandboxError(403, "The sandbox refuses requests from web pages of other origins.")
    }
    return nil
  }

  private static func isLocal(_ address: String) -> Bool {
    (try? APIBase(address))?.isLoopback == true
  }
}
