import NIOSSL

/// The certificates that servers are trusted by, as OpenSSL's variables name them: those in
/// `SSL_CERT_FILE` in place of the system's, and those in the directories of `SSL_CERT_DIR`, which
/// are separated by colons, in addition.
enum TrustedCertificates {
  static func configuration(environment: [String: String]) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    if let file = environment["SSL_CERT_FILE"], !file.isEmpty {
      configuration.trustRoots = .file(file)
    }
    let directories = (environment["SSL_CERT_DIR"] ?? "").split(separator: ":")
    configuration.additionalTrustRoots = directories.map { .file(String($0)) }
    return configuration
  }
}
