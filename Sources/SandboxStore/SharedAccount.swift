/// The account of all keys without an account of their own, and of the objects in files from before
/// a sandbox had several accounts.
package enum SharedAccount {
  /// The account's id.
  package static let id = "acct_1PinstripeSandbox"
}
