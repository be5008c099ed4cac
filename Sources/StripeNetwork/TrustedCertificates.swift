import NIOSSL
import StripeWire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The trusted certificates of servers, by OpenSSL's variables: those in `SSL_CERT_FILE` in place
/// of the system's, and those in the directories of `SSL_CERT_DIR`, which are separated by colons,
/// in addition.
enum TrustedCertificates {
  /// Returns a client's TLS configuration.
  /// - Throws: `TransportError.invalid` if `SSL_CERT_FILE` names a file that cannot be read or
  ///   contains no certificate.
  static func configuration(
    environment: [String: String]
  ) throws(TransportError) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    if let file = environment["SSL_CERT_FILE"], !file.isEmpty {
      configuration.trustRoots = .certificates(try certificates(inFile: file))
    }
    let directories = (environment["SSL_CERT_DIR"] ?? "").split(separator: ":")
    let found = directories.flatMap { certificates(inDirectory: String($0)) }
    if !found.isEmpty { configuration.additionalTrustRoots = [.certificates(found)] }
    return configuration
  }

  private static func certificates(
    inFile path: String
  ) throws(TransportError) -> [NIOSSLCertificate] {
    guard access(path, R_OK) == 0 else {
      throw .invalid("SSL_CERT_FILE: cannot read `\(path)`: \(String(cString: strerror(errno)))")
    }
    let found = (try? NIOSSLCertificate.fromPEMFile(path)) ?? []
    guard !found.isEmpty else {
      throw .invalid("SSL_CERT_FILE: `\(path)` contains no PEM certificate")
    }
    return found
  }

  /// Returns the certificates of a directory. As in OpenSSL, a missing directory has none, and if
  /// `c_rehash` has created files with hashed names, only those count.
  private static func certificates(inDirectory path: String) -> [NIOSSLCertificate] {
    let names = fileNames(in: path)
    let hashed = names.filter(isHashed)
    return (hashed.isEmpty ? names : hashed).sorted().flatMap { name in
      (try? NIOSSLCertificate.fromPEMFile("\(path)/\(name)")) ?? []
    }
  }

  /// Returns true for names such as `5ed36f99.0`.
  private static func isHashed(_ name: String) -> Bool {
    name.wholeMatch(of: /[0-9a-f]{8}\.[0-9]+/) != nil
  }

  private static func fileNames(in directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
